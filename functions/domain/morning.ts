/** Staff hear in the morning, in the establishment's time. */
export const MORNING = '08:00';
