namespace Nabla.Goldens.Ops;

/// <summary>Activation functions and normalisations.</summary>
static class ActivationRows
{
    public static void Add(OpTable table)
    {
        table["relu(x)"] = call => call.Tensor("x").Relu();
        table["relu6(x)"] = call => call.Tensor("x").Relu6();
        table["sigmoid(x)"] = call => call.Tensor("x").Sigmoid();
        table["softplus(x)"] = call => call.Tensor("x").Softplus();
        table["softsign(x)"] = call => call.Tensor("x").Softsign();
        table["silu(x)"] = call => call.Tensor("x").Silu();
        table["swish(x)"] = call => call.Tensor("x").Silu();
        table["log_sigmoid(x)"] = call => call.Tensor("x").LogSigmoid();
        table["hard_sigmoid(x)"] = call => call.Tensor("x").HardSigmoid();
        table["hard_silu(x)"] = call => call.Tensor("x").HardSilu();
        table["hard_swish(x)"] = call => call.Tensor("x").HardSilu();
        table["hard_tanh(x)"] = call => call.Tensor("x").HardTanh();
        table["selu(x)"] = call => call.Tensor("x").Selu();
        table["tanh_shrink(x)"] = call => call.Tensor("x").TanhShrink();
        table["sparse_plus(x)"] = call => call.Tensor("x").SparsePlus();
        table["sparse_sigmoid(x)"] = call => call.Tensor("x").SparseSigmoid();
        table["gelu(x, approximate=True)"] = call => call.Tensor("x").Gelu(call.Flag("approximate"));
        table["elu(x, alpha=1.0)"] = call => call.Tensor("x").Elu(call.Double("alpha"));
        table["celu(x, alpha=1.0)"] = call => call.Tensor("x").Celu(call.Double("alpha"));
        table["leaky_relu(x, negative_slope=0.2)"] = call => call.Tensor("x").LeakyRelu(call.Double("negative_slope"));
        table["hard_shrink(x, threshold=0.5)"] = call => call.Tensor("x").HardShrink(call.Double("threshold"));
        table["soft_shrink(x, threshold=0.5)"] = call => call.Tensor("x").SoftShrink(call.Double("threshold"));
        table["squareplus(x, b=4)"] = call => call.Tensor("x").Squareplus(call.Double("b"));
        table["threshold(x, threshold, default_value)"] = call => call.Tensor("x").Threshold(call.Double("threshold"), call.Double("default_value"));
        table["sparsemax(x, axis=-1)"] = call => call.Tensor("x").Sparsemax(call.Int("axis"));
        table["glu(x, axis=-1)"] = call => call.Tensor("x").Glu(call.Int("axis"));
        table["softmax(x, axis=-1)"] = call => call.Tensor("x").Softmax(call.Axes("axis") ?? Choices.AllAxes(call.Tensor("x")));
        table["log_softmax(x, axis=-1)"] = call => call.Tensor("x").LogSoftmax(call.Axes("axis") ?? Choices.AllAxes(call.Tensor("x")));
    }
}
