/**
 * Stands in bundles where the SDK asks an EC2 instance for its region. A function has it in its environment.
 */
export const getInstanceMetadataRegion = async () => undefined;
