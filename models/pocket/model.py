"""A Llama in PyTorch, small enough to read in one go: RMSNorm, rotary positions, grouped-query attention, SwiGLU,
tied embeddings. Parameter names are those of Hugging Face checkpoints, so that export is a plain copy."""
import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass(frozen=True)
class Shape:
    hidden: int = 256
    intermediate: int = 768
    layers: int = 4
    heads: int = 8
    kv_heads: int = 2
    head_dim: int = 32
    vocab: int = 2048
    positions: int = 512
    rope_theta: float = 10000.0
    eps: float = 1e-5


SHAPES = {
    "pocket": Shape(),
    "pocket-draft": Shape(hidden=128, intermediate=512, layers=1),
}


SHIPPED = ("pocket", "pocket-draft")


def rotary_tables(shape):
    """cos and sin, [positions, head_dim]; the halves of a head are rotated against each other (rotate-half)."""
    half = shape.head_dim // 2
    inverse = shape.rope_theta ** (-torch.arange(half, dtype=torch.float64) / half)
    angles = torch.outer(torch.arange(shape.positions, dtype=torch.float64), inverse)
    angles = torch.cat([angles, angles], dim=1)
    return angles.cos().float(), angles.sin().float()


def rotate(x, cos, sin):
    half = x.shape[-1] // 2
    turned = torch.cat([-x[..., half:], x[..., :half]], dim=-1)
    return x * cos + turned * sin


class RMSNorm(nn.Module):
    def __init__(self, width, eps):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps) * self.weight


def low(x, w):
    """x·wᵀ in bfloat16 while training (twice as fast on processors that know it), in fp32 otherwise."""
    if torch.is_grad_enabled():
        return F.linear(x.to(torch.bfloat16), w.to(torch.bfloat16))
    return F.linear(x, w)


class Attention(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.s = s
        self.q_proj = nn.Linear(s.hidden, s.heads * s.head_dim, bias=False)
        self.k_proj = nn.Linear(s.hidden, s.kv_heads * s.head_dim, bias=False)
        self.v_proj = nn.Linear(s.hidden, s.kv_heads * s.head_dim, bias=False)
        self.o_proj = nn.Linear(s.heads * s.head_dim, s.hidden, bias=False)

    def forward(self, x, cos, sin, mask):
        s, (batch, length, _) = self.s, x.shape
        split = lambda y, heads: y.view(batch, length, heads, s.head_dim).transpose(1, 2)
        q = rotate(split(low(x, self.q_proj.weight), s.heads).float(), cos, sin) / math.sqrt(s.head_dim)
        k = rotate(split(low(x, self.k_proj.weight), s.kv_heads).float(), cos, sin)
        v = split(low(x, self.v_proj.weight), s.kv_heads)
        # The query heads of one key head are laid end to end: one product per key head, nothing repeated.
        group = s.heads // s.kv_heads
        q = q.reshape(batch, s.kv_heads, group * length, s.head_dim)
        scores = q.to(v.dtype) @ k.to(v.dtype).transpose(2, 3)
        scores = scores.view(batch, s.kv_heads, group, length, length) + mask.to(v.dtype)
        weights = scores.softmax(-1).view(batch, s.kv_heads, group * length, length)
        mixed = (weights @ v).view(batch, s.heads, length, s.head_dim)
        return low(mixed.transpose(1, 2).reshape(batch, length, -1), self.o_proj.weight)


class Mlp(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.gate_proj = nn.Linear(s.hidden, s.intermediate, bias=False)
        self.up_proj = nn.Linear(s.hidden, s.intermediate, bias=False)
        self.down_proj = nn.Linear(s.intermediate, s.hidden, bias=False)

    def forward(self, x):
        return low(F.silu(low(x, self.gate_proj.weight)) * low(x, self.up_proj.weight), self.down_proj.weight)


class Layer(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.input_layernorm = RMSNorm(s.hidden, s.eps)
        self.self_attn = Attention(s)
        self.post_attention_layernorm = RMSNorm(s.hidden, s.eps)
        self.mlp = Mlp(s)

    def forward(self, x, cos, sin, mask):
        x = x + self.self_attn(self.input_layernorm(x), cos, sin, mask)
        return x + self.mlp(self.post_attention_layernorm(x))


class Inner(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.embed_tokens = nn.Embedding(s.vocab, s.hidden)
        self.layers = nn.ModuleList([Layer(s) for _ in range(s.layers)])
        self.norm = RMSNorm(s.hidden, s.eps)


class Llama(nn.Module):
    def __init__(self, shape, seed=1):
        super().__init__()
        self.shape = shape
        self.model = Inner(shape)
        cos, sin = rotary_tables(shape)
        mask = torch.full((shape.positions, shape.positions), float("-inf")).triu(1)
        for name, table in (("cos", cos), ("sin", sin), ("mask", mask)):
            self.register_buffer(name, table, persistent=False)
        generator = torch.Generator().manual_seed(seed)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                # What writes into the residual stream starts smaller, by the number of writers.
                writes = name.endswith(("o_proj.weight", "down_proj.weight"))
                std = 0.02 / math.sqrt(2 * shape.layers) if writes else 0.02
                parameter.data.normal_(0, std, generator=generator)

    def forward(self, tokens):
        length = tokens.shape[1]
        x = self.model.embed_tokens(tokens)
        cos, sin, mask = self.cos[:length], self.sin[:length], self.mask[:length, :length]
        for layer in self.model.layers:
            x = layer(x, cos, sin, mask)
        return low(self.model.norm(x), self.model.embed_tokens.weight).float()
