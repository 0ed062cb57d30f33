"""Writes test/fixtures/plug-in: a classifier of 40 words as transformers.js wants it, for the tests of plug-ins.

It is no model: each word has a weight, the weights of a text are added. What it says is therefore known beforehand.
usage: python models/train/tiny_plug_in.py   (needs onnx and numpy)
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).resolve().parents[2] / "test/fixtures/plug-in"
BAD = "zebra crossing override forward password secret ignore".split()
GOOD = "the a of to and in is it ferry leaves pier hour tickets bus read island".split()
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *BAD, *GOOD]


def graph() -> onnx.ModelProto:
    weights = np.zeros((len(VOCABULARY), 2), np.float32)
    for word in BAD:
        weights[VOCABULARY.index(word)] = (-2, 2)
    weights[VOCABULARY.index("[CLS]")] = (2, -2)
    nodes = [
        helper.make_node("Gather", ["weights", "input_ids"], ["each"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["masks"]),
        helper.make_node("Mul", ["each", "masks"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "middle"], ["logits"], keepdims=0),
    ]
    ids = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("input_ids", "attention_mask")]
    out = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 2])
    constants = [
        numpy_helper.from_array(weights, "weights"),
        numpy_helper.from_array(np.array([2], np.int64), "last"),
        numpy_helper.from_array(np.array([1], np.int64), "middle"),
    ]
    model = helper.make_model(
        helper.make_graph(nodes, "tiny", ids, [out], constants),
        opset_imports=[helper.make_opsetid("", 14)],
        ir_version=8,
    )
    onnx.checker.check_model(model)
    return model


def tokenizer() -> dict:
    special = [
        {"id": i, "content": VOCABULARY[i], "special": True, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
        for i in range(4)
    ]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": special,
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": {w: i for i, w in enumerate(VOCABULARY)}, "unk_token": "[UNK]"},
    }


def score(text: str) -> float:
    odds = -4 + sum(4 for word in text.lower().split() if word in BAD)
    return float(1 / (1 + np.exp(-odds)))


def main() -> None:
    config = {
        "model_type": "bert",
        "architectures": ["BertForSequenceClassification"],
        "id2label": {"0": "benign", "1": "injection"},
        "label2id": {"benign": 0, "injection": 1},
        "vocab_size": len(VOCABULARY),
    }
    files = {
        "config.json": json.dumps(config, indent=1).encode(),
        "tokenizer.json": json.dumps(tokenizer(), indent=1).encode(),
        "onnx/model.onnx": graph().SerializeToString(),
    }
    texts = ["zebra zebra zebra", "the ferry leaves the pier", "zebra"]
    manifest = {
        "interlock": 1,
        "name": "tiny",
        "version": "1",
        "files": {p: {"sha256": hashlib.sha256(b).hexdigest(), "bytes": len(b)} for p, b in files.items()},
        "dtype": "fp32",
        "window": {"size": 62, "stride": 48},
        "tokens": {"start": 2, "pad": 0, "end": 3},
        "injection": {"label": 1, "scale": {"slope": 1, "shift": 0}, "thresholds": {"controversial": 0.6, "unsafe": 0.9}},
        "check": [{"text": t, "score": round(score(t), 4)} for t in texts],
    }
    for path, data in {**files, "interlock.json": (json.dumps(manifest, indent=1) + "\n").encode()}.items():
        (HERE / path).parent.mkdir(parents=True, exist_ok=True)
        (HERE / path).write_bytes(data)


if __name__ == "__main__":
    main()
