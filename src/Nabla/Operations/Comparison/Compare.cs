using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>Whether x relation y holds, element by element.</summary>
/// <param name="Relation">The relation.</param>
/// <remarks>Shapes: broadcast. Both tensors have one element type, the output's is bool. Text, truth values and complex numbers know only = and ≠.</remarks>
public sealed record Compare(Comparison Relation) : SingleOp, IElementwise
{
    /// <inheritdoc/>
    public override string Name => Relation.ToString();

    /// <inheritdoc/>
    internal override FusedPart? Fused => Relation switch
    {
        Comparison.Less => new(FusedFormula.Less),
        Comparison.LessEqual => new(FusedFormula.LessEqual),
        Comparison.Greater => new(FusedFormula.Less, 1, 0),
        Comparison.GreaterEqual => new(FusedFormula.LessEqual, 1, 0),
        Comparison.Equal => new(FusedFormula.Equal),
        _ => null,
    };

    bool IsOrder => Relation is not (Comparison.Equal or Comparison.NotEqual);

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        var type = BinaryOp.SameType(Name, x);
        return !IsOrder || type.IsInteger || type.IsFloating ? new(ElementType.Bool, Broadcasting.Join(Name, x[0].Shape, x[1].Shape))
            : throw new ElementTypeException($"{Name}: {type.Name} tensors: only whole and floating numbers have an order. Use Equal or NotEqual, or Cast them first.");
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor x = context[0], y = context[1], z = context.Output();
        if (x.ElementType == ElementType.String)
        {
            Texts(x, y, z);
        }
        else if (x.ElementType == ElementType.Complex64)
        {
            Each.Binary<Same<Complex64>, Complex64, bool>(new(Relation), x.View<Complex64>(z.Shape), y.View<Complex64>(z.Shape), z.View<bool>());
        }
        else if (x.ElementType == ElementType.Complex128)
        {
            Each.Binary<Same<Complex>, Complex, bool>(new(Relation), x.View<Complex>(z.Shape), y.View<Complex>(z.Shape), z.View<bool>());
        }
        else
        {
            var action = Relation is Comparison.Greater or Comparison.GreaterEqual ? new Numbers(Relation, y, x, z) : new Numbers(Relation, x, y, z);
            ElementDispatch.Run(x.ElementType, ref action);
        }

        GC.KeepAlive(x);
        GC.KeepAlive(y);
    }

    void Texts(Tensor x, Tensor y, Tensor z)
    {
        string[] left = x.Texts(), right = y.Texts();
        var to = z.Elements<bool>();
        using var i = Positions.Of(z.Shape.Lengths, Broadcasting.Strides(x.Shape, x.Shape.RowMajorStrides, z.Shape), 0).GetEnumerator();
        using var j = Positions.Of(z.Shape.Lengths, Broadcasting.Strides(y.Shape, y.Shape.RowMajorStrides, z.Shape), 0).GetEnumerator();
        for (int k = 0; i.MoveNext() && j.MoveNext(); k++)
        {
            to[k] = string.Equals(left[i.Current], right[j.Current], StringComparison.Ordinal) == (Relation == Comparison.Equal);
        }
    }

    readonly struct Same<T>(Comparison relation) : IEach<T, bool>
        where T : unmanaged
    {
        public bool At(T x, T y)
        {
            bool same = typeof(T) == typeof(Complex64)
                ? (Complex)Unsafe.BitCast<T, Complex64>(x) == Unsafe.BitCast<T, Complex64>(y)
                : Unsafe.BitCast<T, Complex>(x) == Unsafe.BitCast<T, Complex>(y);
            return same == (relation == Comparison.Equal);
        }
    }

    readonly struct Numbers(Comparison relation, Tensor x, Tensor y, Tensor z) : IForElements
    {
        public void Run<T>()
            where T : unmanaged
        {
            var kernel = relation switch
            {
                Comparison.Equal => Kernels.Relation.Equal,
                Comparison.NotEqual => Kernels.Relation.NotEqual,
                Comparison.Less or Comparison.Greater => Kernels.Relation.Less,
                _ => Kernels.Relation.LessEqual,
            };
            Map.Compare(kernel, x.View<T>(z.Shape), y.View<T>(z.Shape), z.View<bool>());
        }
    }
}
