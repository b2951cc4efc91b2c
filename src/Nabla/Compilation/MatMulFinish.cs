using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Compilation;

/// <summary>A product with what follows it: f(x · y + bias), the bias and the formula carried over each tile while it lies in the cache.</summary>
/// <remarks>The bits are those of the three operations one after another.</remarks>
/// <param name="Product">How x and y are given.</param>
/// <param name="HasBias">Whether the third input is added, a vector along the last axis.</param>
/// <param name="Formula">The elementwise op that ends it; null for none.</param>
internal sealed record MatMulFinish(MatMul Product, bool HasBias, UnaryOp? Formula) : SingleOp
{
    /// <inheritdoc/>
    public override string Name => $"MatMul{(HasBias ? " + bias" : "")}{(Formula is null ? "" : $" + {Formula.Name}")}";

    ProductFinish? Finish { get; } = Formula?.Finish;

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => Product.InferOne(x[..2]);

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        if (context[0].ElementType == ElementType.Float32)
        {
            Run<float>(context);
        }
        else
        {
            Run<double>(context);
        }
    }

    void Run<T>(RunContext context)
        where T : unmanaged
    {
        View<T> x = context[0].View<T>(), y = context[1].View<T>(), z = context.Output().View<T>(), bias = HasBias ? context[2].View<T>() : new([], 0, [], []);
        if (Finish is null)
        {
            Gemm.Multiply(x, y, bias, z);
        }
        else
        {
            Finish.Run(x, y, bias, z);
        }
    }
}
