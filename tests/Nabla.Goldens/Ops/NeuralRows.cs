namespace Nabla.Goldens.Ops;

/// <summary>Convolutions, pooling and losses of keras.ops.nn.</summary>
static class NeuralRows
{
    public static void Add(OpTable table)
    {
        table["binary_crossentropy(target, output, from_logits=False)"] = call => Tensor.BinaryCrossentropy(call.Tensor("target"), call.Tensor("output"), call.Flag("from_logits"));
        table["categorical_crossentropy(target, output, from_logits=False, axis=-1)"] = call => Tensor.CategoricalCrossentropy(call.Tensor("target"), call.Tensor("output"), call.Flag("from_logits"), call.Int("axis"));
        table["sparse_categorical_crossentropy(target, output, from_logits=False, axis=-1)"] = call => Tensor.SparseCategoricalCrossentropy(call.Tensor("target"), call.Tensor("output"), call.Flag("from_logits"), call.Int("axis"));
    }
}
