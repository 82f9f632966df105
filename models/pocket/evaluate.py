"""Measures the shipped models on the held-out documents and probes and writes card.json, from which the model card is
made. Usage: python3 models/pocket/evaluate.py (after training; the book's own kernels check a part of it in the tests)
"""
import json
import os

os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import torch

from data import WORK
from export import HERE, PUBLIC, config
from measure import probe_scores
from model import SHAPES, SHIPPED, Llama

CHECKED_DOCUMENTS = 8


def processor():
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return "unknown"


def rounded(model):
    """The model as shipped: every weight rounded to fp16."""
    twin = Llama(model.shape)
    twin.load_state_dict({name: value.half().float() for name, value in model.state_dict().items()})
    return twin


@torch.no_grad()
def log_probabilities(model, tokens):
    return model(torch.tensor([tokens]))[0, :-1].log_softmax(-1)


def nll(model, documents):
    """Mean nats per token, the first token of a document given."""
    total, count = 0.0, 0
    for document in documents:
        rows = log_probabilities(model, document["tokens"])
        targets = torch.tensor(document["tokens"][1:])
        total -= rows.gather(1, targets[:, None]).double().sum().item()
        count += len(targets)
    return total / count


def by_language(value, documents):
    chosen = {"all": documents, **{lang: [d for d in documents if d["lang"] == lang] for lang in ("en", "zh")}}
    return {name: round(value(group), 4) for name, group in chosen.items()}


def entropy(documents):
    return sum(d["nats"] for d in documents) / sum(len(d["tokens"]) - 1 for d in documents)


def acceptance(target, draft, documents):
    """Share of drafted tokens that speculative sampling accepts at temperature 1: the mean of sum(min(p, q))."""
    shares = [
        torch.minimum(log_probabilities(target, d["tokens"]), log_probabilities(draft, d["tokens"])).exp().sum(-1)
        for d in documents
    ]
    return torch.cat(shares).mean().item()


def load(name):
    saved = torch.load(WORK / f"{name}.final.pt")
    model = Llama(SHAPES[name])
    model.load_state_dict(saved["model"])
    return model, saved


def figures(name, documents):
    model, saved = load(name)
    shipped = rounded(model)
    scores = probe_scores(model)
    items = json.loads((WORK / "probes.json").read_text())
    totals = {probe: sum(item["probe"] == probe for item in items) for probe in scores}
    return shipped, {
        "config": config(SHAPES[name]),
        "parameters": sum(p.numel() for p in model.parameters()),
        "bytes": os.path.getsize(PUBLIC / name / "model.safetensors"),
        "trainingTokens": saved["tokens"],
        "trainingSeconds": round(saved["seconds"]),
        "nll": {
            "fp32": by_language(lambda group: nll(model, group), documents),
            "fp16": by_language(lambda group: nll(shipped, group), documents),
        },
        "check": {"documents": CHECKED_DOCUMENTS, "nll": round(nll(shipped, documents[:CHECKED_DOCUMENTS]), 5)},
        "probes": [
            {"probe": probe, "correct": round(share * totals[probe]), "total": totals[probe]}
            for probe, share in scores.items()
        ],
        "curve": saved["curve"],
    }


def main():
    documents = json.loads((WORK / "documents.json").read_text())
    shipped, models = {}, {}
    for name in SHIPPED:
        shipped[name], models[name] = figures(name, documents)
    description = json.loads((WORK / "corpus.json").read_text())["description"]
    card = {
        "machine": {"processor": processor(), "cores": os.cpu_count(), "gpu": "none"},
        "corpus": {
            **{key: round(value, 4) for key, value in description.items()},
            "heldoutDocuments": len(documents),
            "entropy": by_language(entropy, documents),
        },
        "models": models,
        "draftAcceptance": round(acceptance(shipped["pocket"], shipped["pocket-draft"], documents), 4),
    }
    (HERE / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    print(json.dumps({**card, "models": {n: {**m, "curve": len(m["curve"]), "config": 0} for n, m in models.items()}}, indent=1))


main()
