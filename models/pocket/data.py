"""Batches from the token shards. Half of the rows begin where a document begins, as a prompt does; the others are cut
anywhere, so that the ends of long documents are seen as often as their beginnings."""
from pathlib import Path

import numpy as np
import torch

WORK = Path(__file__).resolve().parent / "work"
END = 0


def load(name):
    return np.fromfile(WORK / name, dtype=np.uint16)


class Batches:
    """Walks the shards in order, each shard in a shuffled order of rows; the state is two counters."""

    def __init__(self, seed=1):
        self.seed = seed
        self.shard = 0
        self.rows = []
        self.drills = torch.from_numpy(load("drills.bin").astype(np.int64))
        self.drill_starts = np.flatnonzero(self.drills.numpy()[:-514] == END) + 1
        self.drill_random = np.random.default_rng([seed, 1])

    def state(self):
        return {"shard": self.shard, "left": len(self.rows)}

    def resume(self, state):
        self.shard = max(0, state["shard"] - 1)
        self.fill()
        self.rows = self.rows[: state["left"]]

    def fill(self):
        files = sorted(WORK.glob("shard-*.bin"))
        epoch, index = divmod(self.shard, len(files))
        self.tokens = torch.from_numpy(load(files[index].name).astype(np.int64))
        random = np.random.default_rng([self.seed, epoch, index])
        starts = np.flatnonzero(self.tokens.numpy()[:-514] == END) + 1
        count = (len(self.tokens) - 514) // 256
        aligned = random.choice(starts, count // 2, replace=False) if len(starts) >= count // 2 else starts
        cut = random.integers(0, len(self.tokens) - 514, count - len(aligned))
        rows = np.concatenate([aligned, cut])
        random.shuffle(rows)
        self.rows = rows.tolist()
        self.shard += 1

    def next(self, rows, length, drilled=0):
        """Inputs and targets [rows, length]; the last `drilled` rows are drills, each from the beginning of a page."""
        while len(self.rows) < rows - drilled:
            self.fill()
        block = [self.tokens[start : start + length + 1] for start in (self.rows.pop() for _ in range(rows - drilled))]
        if drilled:
            starts = self.drill_random.choice(self.drill_starts, drilled)
            block += [self.drills[start : start + length + 1] for start in starts]
        block = torch.stack(block)
        return block[:, :-1], block[:, 1:]
