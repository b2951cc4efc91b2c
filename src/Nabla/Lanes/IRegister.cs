namespace Nabla.Lanes;

/// <summary>A lane that is a processor register, or one number: what the elementary functions and the kernels need beyond arithmetic.</summary>
/// <remarks>Bit operators act on the bits of the elements, whatever their type. Members that speak of an exponent exist for
/// <see cref="float"/> and <see cref="double"/> only. Every member gives the same bits at every width.</remarks>
/// <typeparam name="V">The lane itself.</typeparam>
internal unsafe interface IRegister<V> : IRealLane<V>, IBitLane<V>
    where V : struct, IRegister<V>
{
    // Declared again in each tier: the language looks for conversions only in the constraint itself, not in what it inherits.
    /// <summary>The constant in every element of the lane.</summary>
    static abstract implicit operator V(double constant);

    /// <summary>Number of elements.</summary>
    static abstract int Count { get; }

    /// <summary>Reads Count elements.</summary>
    static abstract V Load(byte* from);

    /// <summary>Writes Count elements.</summary>
    static abstract void Store(byte* to, V x);

    /// <summary>x where x &lt; y, else y: one instruction; a NaN in y passes.</summary>
    static abstract V Least(V x, V y);

    /// <summary>x where x &gt; y, else y: one instruction; a NaN in y passes.</summary>
    static abstract V Greatest(V x, V y);

    /// <summary>The bits of y where those of mask are one, of z elsewhere.</summary>
    static abstract V Choose(V mask, V y, V z);

    /// <summary>All bits one where x &lt; y, else zero.</summary>
    static abstract V Less(V x, V y);

    /// <summary>All bits one where x = y, else zero.</summary>
    static abstract V Equal(V x, V y);

    /// <summary>True where any element of x is above the one of y.</summary>
    static abstract bool AnyAbove(V x, V y);

    /// <summary>The bits of each element moved to higher places.</summary>
    static abstract V ShiftLeft(V x, int places);

    /// <summary>The bits of each element moved to lower places, zeros following.</summary>
    static abstract V ShiftRight(V x, int places);

    /// <summary>One value where the last bit is one, as of an odd number moved to the lowest place by a sum; another where it is zero.</summary>
    static abstract V SelectOdd(V bits, V then, V otherwise);

    /// <summary>x·2ⁿ for whole n of any size, rounded once.</summary>
    static abstract V Scale(V x, V n);

    /// <summary>m of x = m·2ᵉ with m in [¾, 1½), for positive finite x.</summary>
    static abstract V Significand(V x);

    /// <summary>e of x = m·2ᵉ with m in [¾, 1½), for positive finite x.</summary>
    static abstract V Exponent(V x);

    /// <summary>A body for <see cref="double"/> on these elements: floats are widened before and rounded after.</summary>
    static abstract V InDouble<F>(V x)
        where F : struct, IDoubleUnary;

    /// <summary>The same for two arguments.</summary>
    static abstract V InDouble<F>(V x, V y)
        where F : struct, IDoubleBinary;

    /// <summary>A rare path: a scalar function element by element.</summary>
    static abstract V Each<F>(V x)
        where F : struct, IScalarFunction;
}
