/**
 * Replaces the certificates of RDS that the MySQL driver brings for `ssl: 'Amazon RDS'`: a deployment writes
 * those of its region beside the code.
 */
export default {};
