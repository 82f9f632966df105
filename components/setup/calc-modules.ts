import type { CalcDefinition } from '@/kernels/cost/calc';

/** The calcs of a chapter by its id, each in a chunk of its own: a page loads those it shows. */
export const calcModules: Readonly<Record<string, () => Promise<Readonly<Record<string, CalcDefinition>>>>> =
  {
    errata: () => import('@/kernels/cost/calcs/errata').then(({ errataCalcs }) => errataCalcs),
    paging: () => import('@/kernels/cost/calcs/paging').then(({ pagingCalcs }) => pagingCalcs),
    quantize: () => import('@/kernels/cost/calcs/quantize').then(({ quantizeCalcs }) => quantizeCalcs),
  };
