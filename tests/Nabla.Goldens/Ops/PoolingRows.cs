namespace Nabla.Goldens.Ops;

/// <summary>Pooling and normalisation of keras.ops.nn.</summary>
static class PoolingRows
{
    public static void Add(OpTable table)
    {
        table["max_pool(inputs, pool_size, strides=None, padding='valid', data_format=None)"] = call =>
            call.Tensor("inputs").MaxPool(ConvolutionRows.Numbers(call, "pool_size")!, ConvolutionRows.Numbers(call, "strides"), ConvolutionRows.Rule(call), ConvolutionRows.Format(call));
        table["average_pool(inputs, pool_size, strides=None, padding='valid', data_format=None)"] = call =>
            call.Tensor("inputs").AveragePool(ConvolutionRows.Numbers(call, "pool_size")!, ConvolutionRows.Numbers(call, "strides"), ConvolutionRows.Rule(call), ConvolutionRows.Format(call));
        table["adaptive_max_pool(inputs, output_size, data_format=None)"] = call => call.Tensor("inputs").AdaptiveMaxPool(ConvolutionRows.Numbers(call, "output_size")!, ConvolutionRows.Format(call));
        table["adaptive_average_pool(inputs, output_size, data_format=None)"] = call => call.Tensor("inputs").AdaptiveAveragePool(ConvolutionRows.Numbers(call, "output_size")!, ConvolutionRows.Format(call));
        table["batch_normalization(x, mean, variance, axis, offset=None, scale=None, epsilon=0.001)"] = call =>
            call.Tensor("x").BatchNormalization(call.Tensor("mean"), call.Tensor("variance"), call.Int("axis"), call.TensorOrNull("offset"), call.TensorOrNull("scale"), call.Double("epsilon"));
        table["layer_normalization(x, gamma=None, beta=None, axis=-1, epsilon=None)"] = call =>
            call.Tensor("x").LayerNormalization(call.TensorOrNull("gamma"), call.TensorOrNull("beta"), call.Axes("axis"), call.DoubleOrNull("epsilon") ?? 1e-7);
        table["rms_normalization(x, scale=None, axis=-1, epsilon=None)"] = call => call.Tensor("x").RmsNormalization(call.TensorOrNull("scale"), call.Axes("axis"), call.DoubleOrNull("epsilon") ?? 1e-7);
    }
}
