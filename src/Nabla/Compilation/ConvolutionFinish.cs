using Nabla.Operations;

namespace Nabla.Compilation;

/// <summary>A convolution with what follows it: max(x ∗ w + bias, 0), bias and relu taken along while the sums are in registers.</summary>
/// <remarks>The bits are those of the three operations one after another.</remarks>
/// <param name="Convolution">How x and w are given.</param>
/// <param name="HasBias">Whether the third input is added, a vector along the last axis.</param>
/// <param name="HasRelu">Whether relu ends it.</param>
internal sealed record ConvolutionFinish(Convolution Convolution, bool HasBias, bool HasRelu) : SingleOp, IRowMajorInputs
{
    /// <inheritdoc/>
    public override string Name => $"Convolution{(HasBias ? " + bias" : "")}{(HasRelu ? " + Relu" : "")}";

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => Convolution.InferOne(x[..2]);

    /// <inheritdoc/>
    public override void Run(RunContext context) =>
        Convolution.Compute(context, context.Keep(static c => ((ConvolutionFinish)c.Op).Convolution.Lengths(c[0].Shape, c[1].Shape)), HasBias ? context[2] : null, HasRelu);
}
