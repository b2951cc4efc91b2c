namespace Nabla.Kernels;

/// <summary>A function of two elements that has no body for registers: integer division, fmod, complex numbers.</summary>
internal interface IEach<T, U>
    where T : unmanaged
    where U : unmanaged
{
    /// <summary>z = f(x, y).</summary>
    U At(T x, T y);
}

/// <summary>Carries functions of single elements over memory.</summary>
internal static unsafe class Each
{
    /// <summary>Estimate for an element on one thread, in nanoseconds.</summary>
    const double Usual = 2;

    /// <summary>z = f(x), z contiguous; the function's second argument is x again.</summary>
    public static void Unary<F, T, U>(F f, View<T> x, View<U> z)
        where F : struct, IEach<T, U>
        where T : unmanaged
        where U : unmanaged => Binary(f, x, x, z);

    /// <summary>z = f(x, y), z contiguous; inputs are given with the output's lengths, broadcast axes with stride zero.</summary>
    public static void Binary<F, T, U>(F f, View<T> x, View<T> y, View<U> z)
        where F : struct, IEach<T, U>
        where T : unmanaged
        where U : unmanaged
    {
        long size = z.Size;
        if (size == 0)
        {
            return;
        }

        fixed (T* px = x.Storage, py = y.Storage)
        fixed (U* pz = z.Storage)
        fixed (long* lengths = z.Lengths, xSteps = x.Strides, ySteps = y.Strides)
        {
            var job = new EachJob<F, T, U>
            {
                Function = f,
                X = px + x.Offset,
                Y = py + y.Offset,
                Z = pz + z.Offset,
                Rank = z.Rank,
                Lengths = lengths,
                XSteps = xSteps,
                YSteps = ySteps,
                Size = size,
            };
            Workers.Run(job, checked((int)(((size - 1) / EachJob<F, T, U>.PieceSize) + 1)), size * Usual);
        }
    }
}
