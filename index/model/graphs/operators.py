"""The operators that an export writes, and the rule of each: what shape comes of those given.

What has no rule here is in no graph of ours, and is refused.
Meanings: https://onnx.ai/onnx/operators/, and those of onnxruntime in its docs/ContribOperators.md
"""

from __future__ import annotations

from collections.abc import Callable

from index.model.graphs import layout_rules, number_rules, product_rules
from index.model.graphs.shapes import Call, Shape

ONNXRUNTIME = "com.microsoft"  # its own operators

Rule = Callable[[Call], Shape | tuple[Shape, ...]]
_LIKE_FIRST = "Abs Clip Cos CumSum Erf Exp Floor Ceil LayerNormalization Log LpNormalization"
_LIKE_FIRST += " Neg Not Reciprocal Relu Sigmoid SimplifiedLayerNormalization Sin Softmax Sqrt Tanh"
_BY_NUMBER = (
    "Add And Div Equal Greater GreaterOrEqual Less LessOrEqual Max Min Mul Or Pow Sub Where"
)
RULES: dict[tuple[str, str], Rule] = {
    **{("", name): number_rules.like_first for name in _LIKE_FIRST.split()},
    **{("", name): number_rules.number_by_number for name in _BY_NUMBER.split()},
    **{("", f"Reduce{name}"): layout_rules.reduced for name in ("L2", "Max", "Mean", "Min", "Sum")},
    **{
        (ONNXRUNTIME, name): number_rules.like_first
        for name in ("BiasGelu", "FastGelu", "Gelu", "QuickGelu")
    },
    ("", "ArgMax"): layout_rules.highest,
    ("", "Cast"): number_rules.cast,
    ("", "Concat"): layout_rules.concat,
    ("", "ConstantOfShape"): number_rules.constant_of_shape,
    ("", "Expand"): layout_rules.expand,
    ("", "Flatten"): layout_rules.flatten,
    ("", "Gather"): layout_rules.gather,
    ("", "GatherElements"): layout_rules.gather_elements,
    ("", "Gemm"): product_rules.gemm,
    ("", "Identity"): number_rules.same,
    ("", "MatMul"): product_rules.matrix_product,
    ("", "Range"): number_rules.range_,
    ("", "Reshape"): layout_rules.reshape,
    ("", "Shape"): number_rules.shape,
    ("", "Slice"): layout_rules.slice_,
    ("", "Split"): layout_rules.split,
    ("", "Squeeze"): layout_rules.squeeze,
    ("", "Transpose"): layout_rules.transpose,
    ("", "Unsqueeze"): layout_rules.unsqueeze,
    (ONNXRUNTIME, "DynamicQuantizeMatMul"): product_rules.quantised_product,
    (ONNXRUNTIME, "GatherBlockQuantized"): product_rules.from_blocks,
    (ONNXRUNTIME, "MultiHeadAttention"): product_rules.attention,
}
