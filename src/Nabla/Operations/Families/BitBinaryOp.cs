using Nabla.Kernels;
using Nabla.Lanes;

namespace Nabla.Operations;

/// <summary>A formula of bits, applied element by element to two tensors of whole numbers or truth values.</summary>
/// <param name="Formula">The formula.</param>
public sealed record BitBinary<F>(F Formula) : BinaryOp
    where F : struct, IBitBinary
{
    /// <inheritdoc/>
    public override string Name => typeof(F).Name;

    /// <inheritdoc/>
    protected override string Needs => "whole numbers or truth values";

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var action = new Action(Formula, context[0], context[1], context.Output());
        ElementDispatch.Run(context[0].ElementType, ref action);
        GC.KeepAlive(context);
    }

    /// <inheritdoc/>
    protected override bool Takes(ElementType type) => type.IsInteger || type == ElementType.Bool;

    readonly struct Action(F formula, Tensor x, Tensor y, Tensor z) : IForElements
    {
        public void Run<T>()
            where T : unmanaged => Map.BitBinary(formula, x.View<T>(z.Shape), y.View<T>(z.Shape), z.View<T>());
    }
}
