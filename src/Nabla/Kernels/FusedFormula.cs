using System.Reflection;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>A formula as a step of a <see cref="FusedProgram"/>: it knows its own methods, so that nothing is looked up by name.</summary>
internal abstract unsafe class FusedFormula
{
    /// <summary>Number of arguments.</summary>
    public abstract int Arguments { get; }

    /// <summary>Type of the body, a struct.</summary>
    public abstract Type BodyType { get; }

    /// <summary>The body itself.</summary>
    public abstract object Body { get; }

    /// <summary>True where the result is a mask: all bits one or all zero, for a selection or an output of truth values.</summary>
    public abstract bool GivesMask { get; }

    /// <summary>The body's method for lanes of the kind V: (a, b, c, d) to the result.</summary>
    public abstract MethodInfo Method<V>()
        where V : struct, IRegister<V>;

    /// <summary>The body's own loop over elements of T: inputs and output, their steps in bytes, number of elements.</summary>
    public abstract void Loop<T>(byte** operands, nint* steps, nint n)
        where T : unmanaged;

    /// <summary>y = f(x).</summary>
    public static FusedFormula Unary<F>(F f)
        where F : struct, IUnary =>
        new Of<RealUnary<F>>(new(f));

    /// <summary>y = f(x), any numbers.</summary>
    public static FusedFormula NumberUnary<F>(F f)
        where F : struct, INumberUnary =>
        new Of<NumberUnary<F>>(new(f));

    /// <summary>dx = dy·f′(x), from (dy, x, y).</summary>
    public static FusedFormula Slope<F>(F f)
        where F : struct, IUnary =>
        new Of<RealUnarySlope<F>>(new(f));

    /// <summary>dx = dy·f′(x), from (dy, x, y).</summary>
    public static FusedFormula NumberSlope<F>(F f)
        where F : struct, INumberUnary =>
        new Of<NumberUnarySlope<F>>(new(f));

    /// <summary>z = f(x, y).</summary>
    public static FusedFormula Binary<F>(F f)
        where F : struct, IBinary =>
        new Of<RealBinary<F>>(new(f));

    /// <summary>z = f(x, y), any numbers.</summary>
    public static FusedFormula NumberBinary<F>(F f)
        where F : struct, INumberBinary =>
        new Of<NumberBinary<F>>(new(f));

    /// <summary>z = f(x, y), integers, truth values or masks.</summary>
    public static FusedFormula BitBinary<F>(F f)
        where F : struct, IBitBinary =>
        new Of<BitBinary<F>>(new(f));

    /// <summary>dx = dz·∂f/∂x, from (dz, x, y, z).</summary>
    public static FusedFormula SlopeX<F>(F f)
        where F : struct, IBinary =>
        new Of<RealBinarySlopeX<F>>(new(f));

    /// <summary>dy = dz·∂f/∂y, from (dz, x, y, z).</summary>
    public static FusedFormula SlopeY<F>(F f)
        where F : struct, IBinary =>
        new Of<RealBinarySlopeY<F>>(new(f));

    /// <summary>dx = dz·∂f/∂x, from (dz, x, y, z).</summary>
    public static FusedFormula NumberSlopeX<F>(F f)
        where F : struct, INumberBinary =>
        new Of<NumberBinarySlopeX<F>>(new(f));

    /// <summary>dy = dz·∂f/∂y, from (dz, x, y, z).</summary>
    public static FusedFormula NumberSlopeY<F>(F f)
        where F : struct, INumberBinary =>
        new Of<NumberBinarySlopeY<F>>(new(f));

    /// <summary>A mask where x &lt; y.</summary>
    public static FusedFormula Less { get; } = new Of<LessBody>(default);

    /// <summary>A mask where x ≤ y.</summary>
    public static FusedFormula LessEqual { get; } = new Of<LessEqualBody>(default);

    /// <summary>A mask where x = y.</summary>
    public static FusedFormula Equal { get; } = new Of<EqualBody>(default);

    /// <summary>From (mask, then, otherwise).</summary>
    public static FusedFormula Select { get; } = new Of<SelectBody>(default);

    private delegate V Call<V>(V a, V b, V c, V d);

    private sealed class Of<B>(B body) : FusedFormula
        where B : struct, IBody
    {
        public override int Arguments => B.Inputs;

        public override Type BodyType => typeof(B);

        public override object Body => body;

        public override bool GivesMask => typeof(B) == typeof(LessBody) || typeof(B) == typeof(LessEqualBody) || typeof(B) == typeof(EqualBody);

        public override MethodInfo Method<V>() => new Call<V>(body.Run<V>).Method;

        public override void Loop<T>(byte** operands, nint* steps, nint n)
        {
            B copy = body;
            MapLane<T>.Loop<B>()(Unsafe.AsPointer(ref copy), operands, steps, n);
        }
    }
}
