using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>Writes by index into contiguous tensors of any element type.</summary>
internal static class ScatterRows
{
    /// <summary>y as [length, …]: y[index[i], …] ← mode(y[index[i], …], updates[i, …]).</summary>
    internal static void Run(Tensor y, long length, long[] indices, Tensor updates, ScatterMode mode)
    {
        updates = updates.Contiguous();
        if (y.Size == 0 || indices.Length == 0)
        {
            return;
        }

        if (mode == ScatterMode.Update || y.ElementType == ElementType.String)
        {
            Movement.Run(updates, y, mode == ScatterMode.Update ? new Update(length, indices)
                : throw new ElementTypeException($"Scatter: {mode} of text: text can only be replaced (ScatterMode.Update)."));
        }
        else
        {
            var action = new Combine { Y = y, Updates = updates, Length = length, Indices = indices, Mode = mode };
            ElementDispatch.Run(y.ElementType, ref action);
        }

        GC.KeepAlive(updates);
        GC.KeepAlive(y);
    }

    readonly struct Update(long length, long[] indices) : IMovement
    {
        public void Run<T>(View<T> x, Span<T> y) => Kernels.Scatter.Rows<T, long>(y, length, indices, x.Contiguous, ScatterMode.Update);
    }

    struct Combine : IForElements
    {
        public Tensor Y, Updates;
        public long Length;
        public long[] Indices;
        public ScatterMode Mode;

        public readonly void Run<T>()
            where T : unmanaged
        {
            if (typeof(T) != typeof(BFloat16))
            {
                Kernels.Scatter.Rows<T, long>(Y.Elements<T>(), Length, Indices, Updates.Elements<T>(), Mode);
                return;
            }

            // Sums of 16-bit floats are kept in float32 and rounded once.
            float[] y = Array.ConvertAll(Y.Elements<BFloat16>().ToArray(), v => (float)v), u = Array.ConvertAll(Updates.Elements<BFloat16>().ToArray(), v => (float)v);
            Kernels.Scatter.Rows<float, long>(y, Length, Indices, u, Mode);
            var to = Y.Elements<BFloat16>();
            for (int i = 0; i < y.Length; i++)
            {
                to[i] = (BFloat16)y[i];
            }
        }
    }
}
