using System.Runtime.InteropServices;
using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Compilation;

/// <summary>A convolution with what follows it, done while its sums are in registers: max((x ∗ w) · scale + bias + beside, 0).</summary>
/// <remarks>The bits are those of the operations one after another, but for inference by Winograd's transforms. Inputs: x, w and those of the others that there are, in this order.</remarks>
/// <param name="Convolution">How x and w are given.</param>
/// <param name="HasScale">Whether sums are multiplied, with a vector along the last axis.</param>
/// <param name="HasBias">Whether a vector along the last axis is added.</param>
/// <param name="HasBeside">Whether a tensor of the output's shape is added.</param>
/// <param name="HasRelu">Whether relu ends it.</param>
/// <param name="Kernel">The variable that w is, where the plan changes none: it is packed once for all runs until it changes.</param>
/// <param name="IsInference">Whether the plan has no gradients and w is packed: then convolutions may run by <see cref="Winograd"/>, whose bits are others.</param>
internal sealed record ConvolutionFinish(Convolution Convolution, bool HasScale, bool HasBias, bool HasBeside, bool HasRelu, Variable? Kernel, bool IsInference) : SingleOp, IRowMajorInputs
{
    /// <inheritdoc/>
    public override string Name => $"Convolution{(HasScale ? " · scale" : "")}{(HasBias ? " + bias" : "")}{(HasBeside ? " + tensor" : "")}{(HasRelu ? " + Relu" : "")}{(Kernel is null ? "" : ", packed")}";

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => Convolution.InferOne(x[..2]);

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var lengths = context.Keep(static c => ((ConvolutionFinish)c.Op).Convolution.Lengths(c[0].Shape, c[1].Shape));
        if (context[0].ElementType == ElementType.Float32)
        {
            Run<float>(context, lengths);
        }
        else
        {
            Run<double>(context, lengths);
        }
    }

    void Run<T>(RunContext context, ConvolutionLengths lengths)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        int next = 2;
        Tensor? scale = HasScale ? context[next++] : null, bias = HasBias ? context[next++] : null, beside = HasBeside ? context[next] : null;
        ReadOnlySpan<T> w = context[1].Elements<T>();
        bool transformed = IsInference && typeof(T) == typeof(float) && Winograd.Takes(lengths.Shape);
        Convolve.Forward(lengths.Shape, context[0].Elements<T>(), w, context.Output(0, lengths.Result).Elements<T>(), Of<T>(scale), Of<T>(bias), Of<T>(beside), HasRelu, Packed(lengths, w, transformed), transformed);
    }

    static ReadOnlySpan<T> Of<T>(Tensor? x)
        where T : unmanaged => x is null ? [] : x.Elements<T>();

    PackedKernel? Packed<T>(ConvolutionLengths lengths, ReadOnlySpan<T> w, bool transformed)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        if (Kernel is null)
        {
            return null;
        }

        if (Kernel.Derived is not PackedKernels forms || forms.Version != Kernel.Version)
        {
            Kernel.Derived = forms = new PackedKernels(Kernel.Version);
        }

        return transformed ? forms.Transformed ??= Winograd.Pack(lengths.Shape, MemoryMarshal.Cast<T, float>(w)) : forms.Places ??= Convolve.Pack(lengths.Shape, w);
    }
}
