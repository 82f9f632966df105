/**
 * The smallest automaton of the same language. States start in two blocks, accepting and not; a block is split while
 * its states disagree on which block a byte leads to. Hopcroft's trick, to go on with the smaller half only, keeps a
 * chain of thousands of states from costing millions of steps. Source: Hopcroft 1971.
 */
import { type Automaton, renumber } from './dfa';

/** Same language, fewest states, numbered from the start. Worked: `aa|ba` has 4 states before and 3 after. */
export function minimize(automaton: Automaton): Automaton {
  const { states, classes, next, accepting } = automaton;
  // A sink stands for "no next state", so that every state has a next one for every class.
  const total = states + 1;
  const target = (state: number, c: number) => {
    const to = state === states ? states : next[state * classes + c];
    return to < 0 ? states : to;
  };
  const { starts, sources } = reverse(total, classes, target);

  // Blocks are stretches of `order`; `place` is where a state stands in it.
  const order = new Int32Array(total);
  const place = new Int32Array(total);
  const blockOf = new Int32Array(total);
  const begin: number[] = [];
  const end: number[] = [];
  const marked: number[] = [];
  let at = 0;
  const addBlock = (members: (state: number) => boolean) => {
    const from = at;
    for (let state = 0; state < total; state++) {
      if (!members(state)) continue;
      order[at] = state;
      place[state] = at++;
      blockOf[state] = begin.length;
    }
    if (at === from) return;
    begin.push(from);
    end.push(at);
    marked.push(0);
  };
  const accepts = (state: number) => state < states && accepting[state] === 1;
  addBlock(accepts);
  addBlock((state) => !accepts(state));

  const waiting: number[] = [];
  const isWaiting = new Set<number>();
  const enqueue = (block: number, c: number) => {
    const key = block * classes + c;
    if (isWaiting.has(key)) return;
    isWaiting.add(key);
    waiting.push(key);
  };
  for (let c = 0; c < classes; c++) for (let block = 0; block < begin.length; block++) enqueue(block, c);

  while (waiting.length > 0) {
    const key = waiting.pop() as number;
    isWaiting.delete(key);
    const splitter = Math.floor(key / classes);
    const c = key % classes;
    // Marked states are moved to the front of their block.
    const touched: number[] = [];
    const members = order.slice(begin[splitter], end[splitter]);
    for (const member of members) {
      for (let i = starts[member * classes + c]; i < starts[member * classes + c + 1]; i++) {
        const state = sources[i];
        const block = blockOf[state];
        const front = begin[block] + marked[block];
        if (place[state] < front) continue;
        if (marked[block] === 0) touched.push(block);
        const other = order[front];
        order[place[state]] = other;
        place[other] = place[state];
        order[front] = state;
        place[state] = front;
        marked[block]++;
      }
    }
    for (const block of touched) {
      const middle = begin[block] + marked[block];
      marked[block] = 0;
      if (middle === end[block]) continue;
      const fresh = begin.length;
      // The new block is the smaller part; the old number keeps the larger one.
      const takeFront = middle - begin[block] <= end[block] - middle;
      begin.push(takeFront ? begin[block] : middle);
      end.push(takeFront ? middle : end[block]);
      marked.push(0);
      if (takeFront) begin[block] = middle;
      else end[block] = middle;
      for (let i = begin[fresh]; i < end[fresh]; i++) blockOf[order[i]] = fresh;
      for (let letter = 0; letter < classes; letter++) enqueue(fresh, letter);
    }
  }
  // A block that holds the sink holds nothing else: every state left can reach acceptance.
  return renumber(automaton, (state) => order[begin[blockOf[state]]]);
}

/** For every state and class, the states that lead there: `sources` from `starts[i]` to `starts[i + 1]`. */
function reverse(total: number, classes: number, target: (state: number, c: number) => number) {
  const starts = new Int32Array(total * classes + 1);
  for (let state = 0; state < total; state++)
    for (let c = 0; c < classes; c++) starts[target(state, c) * classes + c + 1]++;
  for (let i = 0; i < total * classes; i++) starts[i + 1] += starts[i];
  const at = starts.slice();
  const sources = new Int32Array(total * classes);
  for (let state = 0; state < total; state++)
    for (let c = 0; c < classes; c++) sources[at[target(state, c) * classes + c]++] = state;
  return { starts, sources };
}
