using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>Fully connected layer: y = activation(x · Kernel + Bias).</summary>
/// <param name="units">Length of the last axis of y.</param>
/// <param name="activation">Applied element by element; none by default.</param>
/// <param name="useBias">Whether Bias is added.</param>
/// <param name="kernelInitializer">First value of Kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">First value of Bias; zeros by default.</param>
/// <param name="kernelRegularizer">Penalty on Kernel.</param>
/// <param name="biasRegularizer">Penalty on Bias.</param>
/// <param name="activityRegularizer">Penalty on y.</param>
/// <param name="kernelConstraint">What is done to Kernel after each step.</param>
/// <param name="biasConstraint">What is done to Bias after each step.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <remarks>Shapes: x [batch, …, in], Kernel [in, units], Bias [units], y [batch, …, units].</remarks>
/// <exception cref="ArgumentOutOfRangeException">Units below 1.</exception>
public sealed class Dense(
    int units,
    Activations.Activation? activation = null,
    bool useBias = true,
    Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? kernelRegularizer = null,
    Regularizer? biasRegularizer = null,
    Regularizer? activityRegularizer = null,
    Constraint? kernelConstraint = null,
    Constraint? biasConstraint = null,
    string? name = null) : Layer(name)
{
    readonly int units = units > 0 ? units : throw new ArgumentOutOfRangeException(nameof(units), $"Dense: {units} units: there must be at least 1.");
    Variable? kernel;
    Variable? bias;

    /// <summary>Length of the last axis of the output.</summary>
    public int Units => units;

    /// <summary>What is applied to the sums.</summary>
    public Activations.Activation? Activation => activation;

    /// <summary>The weights of the sums, [in, units].</summary>
    public Variable Kernel => Made(kernel);

    /// <summary>What is added to the sums, [units].</summary>
    public Variable Bias => Made(bias);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => inputShape[..^1].Concat([units]);

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        if (inputShape.Rank < 2 || !inputShape.IsAxisKnown(inputShape.Rank - 1))
        {
            throw new ShapeException($"{Name}: input {inputShape}: Dense needs a batch of vectors, [batch, …, in], with a known last axis. {(inputShape.Rank == 1 ? "Add a batch axis: x.ExpandDims(0)." : "Give the Input its shape.")}");
        }

        kernel = AddWeight("kernel", [inputShape[^1], units], kernelInitializer, kernelRegularizer, kernelConstraint);
        bias = useBias ? AddWeight("bias", [units], biasInitializer ?? new Zeros(), biasRegularizer, biasConstraint) : null;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (x.Rank < 2 || x.Shape[^1] != Kernel.Shape[0])
        {
            throw new ShapeException($"{Name}: input {x.Shape}: the last axis must be {Kernel.Shape[0]}, as when the layer was built. {(x.Rank > 2 ? "Flatten the samples first, or add a Flatten layer." : "Reshape the input.")}");
        }

        var y = x.MatMul(Kernel);
        y = bias is null ? y : y + bias;
        y = activation is null ? y : activation.Call(y);
        if (activityRegularizer is not null)
        {
            AddLoss(activityRegularizer.Call(y) / y.LengthOf(0));
        }

        return y;
    }
}
