/**
 * Reserve the maximum: a sequence gets room for the longest text the model can make, and keeps it to the end.
 * Nothing ever moves and nothing is ever preempted; most of the room stays empty. What FasterTransformer did, and
 * "Orca (Max)" in Kwon et al. 2023.
 */
import { contiguousAllocator } from './contiguous';

export const reserveAllocator = contiguousAllocator('reserve', (_tokens, setup) => setup.maxModelTokens);
