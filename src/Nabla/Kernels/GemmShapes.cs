namespace Nabla.Kernels;

/// <summary>What must hold of the operands of a product before memory is touched.</summary>
internal static class GemmShapes
{
    public static void Check<T>(View<T> a, View<T> b, View<T> bias, View<T> c)
    {
        if (a.Rank < 2 || b.Rank < 2 || c.Rank < 2 || a.Rank > c.Rank || b.Rank > c.Rank)
        {
            throw Misfit(a, b, c, "two matrices and their product, or batches of them, were expected");
        }

        if (a.Lengths[^1] != b.Lengths[^2])
        {
            throw Misfit(a, b, c, $"inner axes are {a.Lengths[^1]} and {b.Lengths[^2]}; they must be equal");
        }

        if (a.Lengths[^2] != c.Lengths[^2] || b.Lengths[^1] != c.Lengths[^1])
        {
            throw Misfit(a, b, c, $"the product has {a.Lengths[^2]} rows and {b.Lengths[^1]} columns");
        }

        if (!Broadcasts(a, c) || !Broadcasts(b, c))
        {
            throw Misfit(a, b, c, "batch axes must be equal or 1");
        }

        if (!bias.Storage.IsEmpty && (bias.Rank != 1 || bias.Lengths[0] != c.Lengths[^1]))
        {
            throw new ArgumentException(
                $"MatMul: bias [{Text(bias.Lengths)}] for a product with {c.Lengths[^1]} columns: one number for each column was expected.", nameof(bias));
        }

        Inside(a, nameof(a));
        Inside(b, nameof(b));
        Inside(bias, nameof(bias));
        Inside(c, nameof(c));
    }

    private static bool Broadcasts<T>(View<T> x, View<T> c)
    {
        for (int axis = 3; axis <= x.Rank; axis++)
        {
            if (x.Lengths[^axis] != c.Lengths[^axis] && x.Lengths[^axis] != 1)
            {
                return false;
            }
        }

        return true;
    }

    private static void Inside<T>(View<T> x, string name)
    {
        long least = x.Offset, most = x.Offset;
        if (x.Size == 0 || (x.Rank == 0 && x.Storage.IsEmpty))
        {
            return;
        }

        for (int axis = 0; axis < x.Rank; axis++)
        {
            long reach = checked((x.Lengths[axis] - 1) * x.Strides[axis]);
            least += Math.Min(reach, 0);
            most += Math.Max(reach, 0);
        }

        if (least < 0 || most >= x.Storage.Length)
        {
            throw new ArgumentException(
                $"MatMul: {name} [{Text(x.Lengths)}] reaches from element {least} to {most} of a storage of {x.Storage.Length}: a view inside its storage was expected.", name);
        }
    }

    private static ArgumentException Misfit<T>(View<T> a, View<T> b, View<T> c, string expected)
        => new($"MatMul: [{Text(a.Lengths)}] × [{Text(b.Lengths)}] = [{Text(c.Lengths)}]: {expected}.");

    private static string Text(ReadOnlySpan<long> lengths) => string.Join(", ", lengths.ToArray());
}
