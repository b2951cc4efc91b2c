using Nabla.Operations;

namespace Nabla.Compilation;

/// <summary>The gradient of maximum pooling after relu, back to what relu was given: maxima above zero pass their gradient on.</summary>
/// <remarks>Inputs: relu's output, the gradient of the maxima. The bits are those of the two operations one after another; windows do not overlap.</remarks>
/// <param name="Pooling">The pooling's gradient.</param>
internal sealed record ReluPoolGradient(MaxPoolGradient Pooling) : SingleOp, IRowMajorInputs
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => Pooling.InferOne(x);

    /// <inheritdoc/>
    public override void Run(RunContext context) =>
        MaxPoolGradient.Compute(context, context.Keep(static c => ((ReluPoolGradient)c.Op).Pooling.Steps.OfInput(c.Op.Name, c[0].Shape)), positive: true);
}
