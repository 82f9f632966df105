"""Writes a model folder that every tool of the field reads: config.json, generation_config.json, tokenizer files and
model.safetensors in fp16 (tied embeddings, so no lm_head)."""
import json
import shutil
import struct
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
PUBLIC = HERE.parent.parent / "public" / "models"


def write_safetensors(path, tensors, dtype=torch.float16):
    """Header length (u64), JSON header padded with spaces to 8 bytes, then the tensors in order."""
    code = {torch.float16: "F16", torch.float32: "F32"}[dtype]
    header, blobs, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name in sorted(tensors):
        blob = tensors[name].detach().to(dtype).contiguous().numpy().tobytes()
        shape = list(tensors[name].shape)
        header[name] = {"dtype": code, "shape": shape, "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    partial = path.with_suffix(".partial")
    with open(partial, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))
    partial.replace(path)  # readers never see half a file


def config(shape):
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "vocab_size": shape.vocab,
        "hidden_size": shape.hidden,
        "intermediate_size": shape.intermediate,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "num_key_value_heads": shape.kv_heads,
        "head_dim": shape.head_dim,
        "hidden_act": "silu",
        "max_position_embeddings": shape.positions,
        "rms_norm_eps": shape.eps,
        "rope_theta": shape.rope_theta,
        "rope_scaling": None,
        "attention_bias": False,
        "attention_dropout": 0.0,
        "mlp_bias": False,
        "pretraining_tp": 1,
        "initializer_range": 0.02,
        "tie_word_embeddings": True,
        "bos_token_id": 0,
        "eos_token_id": 0,
        "torch_dtype": "float16",
        "use_cache": True,
    }


TOKENIZER_CONFIG = {
    "tokenizer_class": "GPT2Tokenizer",
    "add_prefix_space": False,
    "add_bos_token": False,
    "bos_token": "<|endoftext|>",
    "eos_token": "<|endoftext|>",
    "unk_token": "<|endoftext|>",
    "model_max_length": 512,
    "clean_up_tokenization_spaces": False,
}


def export(name, shape, tensors):
    """Ships fp16; the fp32 original stays in work/, so that the rounding can be measured."""
    write_safetensors(HERE / "work" / f"{name}.fp32.safetensors", tensors, torch.float32)
    folder = PUBLIC / name
    folder.mkdir(parents=True, exist_ok=True)
    dump = lambda file, value: (folder / file).write_text(json.dumps(value, indent=2) + "\n")
    dump("config.json", config(shape))
    dump("generation_config.json", {"bos_token_id": 0, "eos_token_id": 0, "max_length": shape.positions})
    dump("tokenizer_config.json", TOKENIZER_CONFIG)
    tokenizer = HERE / "work" / "tokenizer.json"
    if tokenizer.exists():
        shutil.copyfile(tokenizer, folder / "tokenizer.json")
    write_safetensors(folder / "model.safetensors", tensors)
