namespace Nabla.Goldens.Ops;

/// <summary>Convolutions, pooling and losses of keras.ops.nn.</summary>
static class NeuralRows
{
    public static void Add(OpTable table)
    {
        table["moments(x, axes, keepdims=False, synchronized=False)"] = call => call.Tensor("x").Moments(call.Axes("axes"), call.Flag("keepdims"));
        table["normalize(x, axis=-1, order=2, epsilon=None)"] = call => call.Tensor("x").Normalize(call.Axes("axis"), call.Int("order"), call.DoubleOrNull("epsilon") ?? 1e-7);
        table["dot_product_attention(query, key, value, bias=None, mask=None, scale=None, is_causal=False, flash_attention=None, attn_logits_soft_cap=None)"] = call =>
            call.Tensor("query").DotProductAttention(call.Tensor("key"), call.Tensor("value"), call.TensorOrNull("bias"), call.TensorOrNull("mask"), call.DoubleOrNull("scale"), call.Flag("is_causal"));
        table["psnr(x1, x2, max_val)"] = call => call.Tensor("x1").Psnr(call.Tensor("x2"), call.Double("max_val"));
        table["binary_crossentropy(target, output, from_logits=False)"] = call => Tensor.BinaryCrossentropy(call.Tensor("target"), call.Tensor("output"), call.Flag("from_logits"));
        table["categorical_crossentropy(target, output, from_logits=False, axis=-1)"] = call => Tensor.CategoricalCrossentropy(call.Tensor("target"), call.Tensor("output"), call.Flag("from_logits"), call.Int("axis"));
        table["sparse_categorical_crossentropy(target, output, from_logits=False, axis=-1)"] = call => Tensor.SparseCategoricalCrossentropy(call.Tensor("target"), call.Tensor("output"), call.Flag("from_logits"), call.Int("axis"));
    }
}
