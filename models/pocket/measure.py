"""Loss on the validation tokens and accuracy on the probes, for weights in fp32 or rounded to fp16."""
import json

import torch
import torch.nn.functional as F

from data import WORK, load


@torch.no_grad()
def validation_loss(model, tokens=131072, length=256):
    """Nats per token over whole windows of the held-out validation text."""
    ids = torch.from_numpy(load("validation.bin").astype("int64"))[:tokens]
    rows = (len(ids) - 1) // length
    inputs = ids[: rows * length].view(rows, length)
    targets = ids[1 : rows * length + 1].view(rows, length)
    total = 0.0
    for start in range(0, rows, 16):
        logits = model(inputs[start : start + 16])
        total += F.cross_entropy(logits.flatten(0, 1), targets[start : start + 16].flatten(), reduction="sum").item()
    return total / (rows * length)


@torch.no_grad()
def probe_scores(model, each=120):
    """Right answers by ability: the best option, or greedy writing of the answer where there are no options."""
    scores, taken = {}, {}
    for item in json.loads((WORK / "probes.json").read_text()):
        name = item["probe"]
        if taken.get(name, 0) >= each:
            continue
        taken[name] = taken.get(name, 0) + 1
        candidates = item.get("options") or [item["answer"]]
        longest = max(map(len, candidates))
        rows = [item["prompt"] + c + [0] * (longest - len(c)) for c in candidates]
        logits = model(torch.tensor(rows))[:, len(item["prompt"]) - 1 : -1].log_softmax(-1)
        if item["index"] < 0:
            right = logits[0].argmax(-1).tolist() == item["answer"]
        else:
            sums = [sum(logits[i, t, token].item() for t, token in enumerate(c)) for i, c in enumerate(candidates)]
            right = max(range(len(sums)), key=sums.__getitem__) == item["index"]
        scores[name] = scores.get(name, 0) + right
    return {name: round(scores[name] / taken[name], 4) for name in taken}
