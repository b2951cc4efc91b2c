using System.Numerics;
using System.Runtime.InteropServices;
using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>z = x where the condition holds, else y, element by element; inputs: condition, x, y.</summary>
/// <remarks>Shapes: the three broadcast. The condition is bool, x and y have one element type, any. Gradients go to the chosen one.</remarks>
public sealed record Where : SingleOp, IElementwise
{
    /// <inheritdoc/>
    internal override FusedPart? Fused => new(FusedFormula.Select);

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        if (x[0].ElementType != ElementType.Bool)
        {
            throw new ElementTypeException($"Where: a {x[0].ElementType.Name} condition: it must be bool. Compare first, or Cast it to bool.");
        }

        var type = BinaryOp.SameType(Name, x[1..]);
        return new(type, Broadcasting.Join(Name, x[0].Shape, Broadcasting.Join(Name, x[1].Shape, x[2].Shape)));
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor condition = context[0], x = context[1], y = context[2], z = context.Output();
        switch (x.ElementType)
        {
            case ElementType.String:
                Texts(condition, x, y, z);
                break;
            case ElementType.Complex128:
                Pairs(condition, x, y, z);
                break;
            default:
                var action = new Elements(condition, x, y, z);
                ElementDispatch.Run(x.ElementType, ref action);
                break;
        }

        GC.KeepAlive(condition);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
    {
        var zero = Scalars.Of(dy.ElementType, 0);
        return [null, Engine.Current.RunOne(this, x[0], dy, zero).SumToLike(x[1]), Engine.Current.RunOne(this, x[0], zero, dy).SumToLike(x[2])];
    }

    static void Texts(Tensor condition, Tensor x, Tensor y, Tensor z)
    {
        string[] left = x.Texts(), right = y.Texts(), to = ((TextStorage)z.Storage).Values;
        using var c = Positions.Of(z.Shape.Lengths, Broadcasting.Strides(condition.Shape, condition.Strides, z.Shape), condition.Offset).GetEnumerator();
        using var i = Positions.Of(z.Shape.Lengths, Broadcasting.Strides(x.Shape, x.Shape.RowMajorStrides, z.Shape), 0).GetEnumerator();
        using var j = Positions.Of(z.Shape.Lengths, Broadcasting.Strides(y.Shape, y.Shape.RowMajorStrides, z.Shape), 0).GetEnumerator();
        for (int k = 0; c.MoveNext() && i.MoveNext() && j.MoveNext(); k++)
        {
            to[k] = condition.ElementAt<bool>(c.Current) ? left[i.Current] : right[j.Current];
        }
    }

    /// <summary>Elements of 16 bytes are chosen as two halves: one axis more, along which the condition does not move.</summary>
    static void Pairs(Tensor condition, Tensor x, Tensor y, Tensor z)
    {
        long[] lengths = [.. z.Shape.Lengths, 2];
        var c = condition.View<bool>(z.Shape);
        long[] steps = [.. c.Strides, 0];
        Map.Select(new View<bool>(c.Storage, c.Offset, lengths, steps), Halves(x, z.Shape, lengths), Halves(y, z.Shape, lengths), Halves(z, z.Shape, lengths));
    }

    static View<double> Halves(Tensor x, Shape to, long[] lengths)
    {
        var view = x.View<Complex>(to);
        var steps = new long[lengths.Length];
        steps[^1] = 1;
        for (int k = 0; k < view.Rank; k++)
        {
            steps[k] = 2 * view.Strides[k];
        }

        return new(MemoryMarshal.Cast<Complex, double>(view.Storage), 2 * view.Offset, lengths, steps);
    }

    readonly struct Elements(Tensor condition, Tensor x, Tensor y, Tensor z) : IForElements
    {
        public void Run<T>()
            where T : unmanaged => Map.Select(condition.View<bool>(z.Shape), x.View<T>(z.Shape), y.View<T>(z.Shape), z.View<T>());
    }
}
