namespace Nabla.Goldens.Ops;

/// <summary>Activation functions and normalisations.</summary>
static class ActivationRows
{
    public static void Add(OpTable table)
    {
        table["sigmoid(x)"] = call => call.Tensor("x").Sigmoid();
        table["softplus(x)"] = call => call.Tensor("x").Softplus();
    }
}
