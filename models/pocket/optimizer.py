"""Muon for matrices, AdamW for the rest. Muon makes every direction of a matrix update equally large (it orthogonalizes
the momentum), which at this size reaches the same loss in about half the tokens of AdamW alone."""
import math

import torch


def orthogonalize(g):
    """Nearest matrix with equal singular values, by five Newton-Schulz steps (coefficients of Keller Jordan's Muon)."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = (g / (g.norm(dim=(-2, -1), keepdim=True) + 1e-7)).to(torch.bfloat16)
    tall = x.shape[-2] > x.shape[-1]
    x = x.transpose(-2, -1) if tall else x
    for _ in range(5):
        s = x @ x.transpose(-2, -1)
        x = a * x + (b * s + c * s @ s) @ x
    return (x.transpose(-2, -1) if tall else x).float()


class Optimizer:
    def __init__(self, model, rate, momentum=0.95, betas=(0.9, 0.98), decay=0.05):
        named = list(model.named_parameters())
        self.matrices = [p for n, p in named if p.dim() == 2 and "embed" not in n]
        self.rest = [p for n, p in named if p.dim() != 2 or "embed" in n]
        self.rate, self.momentum, self.betas, self.decay = rate, momentum, betas, decay
        self.step_count = 0
        self.momenta = [torch.zeros_like(p) for p in self.matrices]
        self.first = [torch.zeros_like(p) for p in self.rest]
        self.second = [torch.zeros_like(p) for p in self.rest]

    @torch.no_grad()
    def step(self, scale):
        self.step_count += 1
        rate = self.rate * scale
        for p, m in zip(self.matrices, self.momenta):
            m.mul_(self.momentum).add_(p.grad)
            update = orthogonalize(p.grad + self.momentum * m)
            # 0.2·√max(rows, columns) gives updates the size AdamW's would have, so one rate serves both.
            p.mul_(1 - rate * self.decay).add_(update, alpha=-rate * 0.2 * math.sqrt(max(p.shape)))
        b1, b2 = self.betas
        for p, m, v in zip(self.rest, self.first, self.second):
            m.mul_(b1).add_(p.grad, alpha=1 - b1)
            v.mul_(b2).addcmul_(p.grad, p.grad, value=1 - b2)
            root = (v / (1 - b2**self.step_count)).sqrt_().add_(1e-8)
            p.addcdiv_(m / (1 - b1**self.step_count), root, value=-rate)
        for p in self.matrices + self.rest:
            p.grad = None

    def state(self):
        return {"step": self.step_count, "momenta": self.momenta, "first": self.first, "second": self.second}

    def resume(self, state):
        self.step_count = state["step"]
        self.momenta, self.first, self.second = state["momenta"], state["first"], state["second"]
