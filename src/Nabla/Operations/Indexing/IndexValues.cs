namespace Nabla.Operations;

/// <summary>Tensors of indices as C# numbers.</summary>
internal static class IndexValues
{
    /// <summary>Throws where a tensor cannot hold indices.</summary>
    /// <exception cref="ElementTypeException">The elements are no whole numbers.</exception>
    internal static void Require(string op, TensorSpec indices)
    {
        if (!indices.ElementType.IsInteger)
        {
            throw new ElementTypeException($"{op}: {indices.ElementType.Name} indices: they must be whole numbers. Cast them: indices.Cast(ElementType.Int64).");
        }
    }

    /// <summary>The indices in row-major order.</summary>
    internal static ReadOnlySpan<long> Of(Tensor indices)
    {
        var x = indices.Resolve().Contiguous();
        if (x.ElementType == ElementType.Int64)
        {
            return x.Elements<long>();
        }

        var action = new Widen { From = x, To = new long[x.Size] };
        ElementDispatch.Run(x.ElementType, ref action);
        return action.To;
    }

    /// <summary>Room for the indices of a tensor, where they have to be widened.</summary>
    internal static long[] Room(Tensor indices) => new long[indices.ElementType == ElementType.Int64 ? 0 : indices.Size];

    /// <summary>The indices of a contiguous tensor in row-major order, widened in the given room where that is needed.</summary>
    internal static ReadOnlySpan<long> Of(Tensor indices, long[] room)
    {
        if (indices.ElementType == ElementType.Int64)
        {
            return indices.Elements<long>();
        }

        var action = new Widen { From = indices, To = room };
        ElementDispatch.Run(indices.ElementType, ref action);
        return room;
    }

    struct Widen : IForElements
    {
        public Tensor From;
        public long[] To;

        public readonly void Run<T>()
            where T : unmanaged
        {
            var from = From.Elements<T>();
            for (int i = 0; i < from.Length; i++)
            {
                To[i] = from[i] switch
                {
                    int v => v,
                    byte v => v,
                    sbyte v => v,
                    short v => v,
                    ushort v => v,
                    uint v => v,
                    ulong v => v > long.MaxValue ? long.MaxValue : (long)v,
                    _ => throw new ElementTypeException($"Index: elements of type {typeof(T).Name}: indices are whole numbers. Cast them first."),
                };
            }
        }
    }
}
