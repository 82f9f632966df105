/** Sorts requests by arrival, in place; arrival is the order of the indices. Insertion sort: they nearly are already. */
export function byArrival(requests: number[]): number[] {
  for (let at = 1; at < requests.length; at++) {
    const request = requests[at];
    let to = at;
    while (to > 0 && requests[to - 1] > request) {
      requests[to] = requests[to - 1];
      to--;
    }
    requests[to] = request;
  }
  return requests;
}
