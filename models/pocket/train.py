"""Trains Pocket Llama on the CPU. Warm-up, then a constant rate for as long as it may take, then a short decay: the run
can be ended at any moment by `touch models/pocket/work/<name>.finish`, which decays, exports and stops (a number written
into that file is the length of the decay in minutes).

Usage: python3 train.py NAME [--minutes M] [--rate R] [--decay-minutes D] [--threads T]
Resumes from work/<name>.pt if it is there. The averaged weights of the constant phase are exported at each checkpoint.
"""
import argparse
import json
import os
import time

# Threads that wait by spinning starve whatever else runs on a shared machine, and then themselves.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import torch
import torch.nn.functional as F

from data import WORK, Batches
from export import export
from measure import probe_scores, validation_loss
from model import SHAPES, SHIPPED, Llama
from optimizer import Optimizer

WARMUP_STEPS = 60
CHECKPOINT_SECONDS = 480
AVERAGE_HORIZON = 150  # steps


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=SHAPES)
    parser.add_argument("--minutes", type=float, default=240)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--rows", type=int, default=16)
    parser.add_argument("--decay-minutes", type=float, default=8)
    parser.add_argument("--drills", type=float, default=0.25, help="share of drill rows before the decay")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


class Run:
    def __init__(self, args):
        self.args = args
        self.model = Llama(SHAPES[args.name])
        self.optimizer = Optimizer(self.model, args.rate)
        self.average = [p.detach().clone() for p in self.model.parameters()]
        self.batches = Batches()
        self.step, self.tokens, self.seconds, self.curve = 0, 0, 0.0, []
        self.smooth = None
        self.path = WORK / f"{args.name}.pt"
        if self.path.exists():
            self.resume(torch.load(self.path))
        self.first_step = self.step  # a rate that had decayed to zero is warmed up again

    def resume(self, saved):
        self.model.load_state_dict(saved["model"])
        self.optimizer.resume(saved["optimizer"])
        self.average = saved["average"]
        self.batches.resume(saved["batches"])
        for key in ("step", "tokens", "seconds", "curve"):
            setattr(self, key, saved[key])

    def save(self):
        state = {key: getattr(self, key) for key in ("step", "tokens", "seconds", "curve", "average")}
        state.update(model=self.model.state_dict(), optimizer=self.optimizer.state(), batches=self.batches.state())
        torch.save(state, self.path.with_suffix(".partial"))
        self.path.with_suffix(".partial").replace(self.path)

    def train_step(self, scale, drills=0.0):
        started = time.time()
        # Every eighth batch has half as many rows of twice the length, so that positions up to 512 are learnt.
        rows, length = (self.args.rows // 2, 512) if self.step % 8 == 7 else (self.args.rows, 256)
        inputs, targets = self.batches.next(rows, length, round(rows * drills))
        loss = F.cross_entropy(self.model(inputs).flatten(0, 1), targets.flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step(scale)
        self.step += 1
        self.tokens += rows * length
        weight = 1 / min(1 + self.step / 4, AVERAGE_HORIZON)  # early weights are soon forgotten
        with torch.no_grad():
            for mean, p in zip(self.average, self.model.parameters()):
                mean.lerp_(p, weight)
        value = loss.item()
        self.smooth = value if self.smooth is None else 0.95 * self.smooth + 0.05 * value
        self.seconds += time.time() - started

    def log(self):
        speed = self.tokens / self.seconds
        print(f"step {self.step} loss {self.smooth:.4f} tokens {self.tokens} {speed:.0f}/s", flush=True)
        self.curve.append({"step": self.step, "tokens": self.tokens, "training": round(self.smooth, 4)})

    def use(self, values):
        """Swaps weights in place and returns those that were there."""
        before = [p.detach().clone() for p in self.model.parameters()]
        with torch.no_grad():
            for p, value in zip(self.model.parameters(), values):
                p.copy_(value)
        return before

    def report(self, phase):
        """Measures the averaged (or, after the decay, the final) weights and exports them."""
        before = self.use(self.average) if phase == "constant" else None
        loss = validation_loss(self.model)
        entry = {"step": self.step, "tokens": self.tokens, "seconds": round(self.seconds), "phase": phase,
                 "validation": round(loss, 4), "probes": probe_scores(self.model)}
        if self.args.name in SHIPPED:
            export(self.args.name, self.model.shape, dict(self.model.named_parameters()))
        if before:
            self.use(before)
        self.curve.append(entry)
        print(json.dumps(entry), flush=True)
        (WORK / f"{self.args.name}.curve.json").write_text(json.dumps(self.curve, indent=1) + "\n")


def main():
    args = options()
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    run = Run(args)
    finish = WORK / f"{args.name}.finish"
    stop_at = run.seconds + args.minutes * 60
    saved_at = time.time() - CHECKPOINT_SECONDS + 150
    while run.seconds < stop_at and not finish.exists():
        run.train_step(min(1.0, (run.step - run.first_step + 1) / WARMUP_STEPS), args.drills)
        if run.step % 25 == 0:
            run.log()
        if time.time() - saved_at > CHECKPOINT_SECONDS:
            run.report("constant")
            run.save()
            saved_at = time.time()
    run.save()
    minutes = float(finish.read_text().strip() or args.decay_minutes) if finish.exists() else args.decay_minutes
    begun, length = time.time(), minutes * 60
    while time.time() - begun < length:
        run.train_step(max(0.0, 1 - (time.time() - begun) / length))
        if run.step % 25 == 0:
            run.log()
        if time.time() - saved_at > CHECKPOINT_SECONDS:
            run.report("decaying")
            saved_at = time.time()
    run.report("decayed")
    finish.unlink(missing_ok=True)
    torch.save({"model": run.model.state_dict(), "curve": run.curve, "tokens": run.tokens,
                "seconds": run.seconds}, WORK / f"{args.name}.final.pt")


main()
