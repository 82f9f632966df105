#!/bin/sh
# Makes Pocket Llama and its draft model from nothing: text, tokenizer, training, export, measurement, model card.
# Usage: sh models/pocket/retrain.sh [minutes for pocket = 60] [minutes for pocket-draft = 4]
set -eu
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
# Without this glibc gives every large buffer back to the system and fetches it anew, step after step.
export MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=268435456
keep=""
if [ -f models/pocket/work/pocket.pt ]; then keep="--keep-tokenizer"; fi
npx tsx models/pocket/prepare.ts 40 $keep
npx tsx models/pocket/heldout.ts
"$python" models/pocket/train.py pocket --minutes "${1:-60}"
"$python" models/pocket/train.py pocket-draft --minutes "${2:-4}" --threads 1
"$python" models/pocket/evaluate.py
npx tsx models/pocket/card.ts
