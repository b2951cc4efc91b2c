namespace Nabla.Formats;

/// <summary>A dataspace: the shape of an array.</summary>
/// <param name="Axes">Length of each axis; null where there are no elements at all (an empty space).</param>
/// <param name="Limits">How far each axis may grow; −1 for without limit.</param>
sealed record Hdf5Space(long[]? Axes, long[] Limits)
{
    /// <summary>Number of elements, below <see cref="int.MaxValue"/>.</summary>
    public int Count { get; private init; }

    public static Hdf5Space Read(Hdf5Cursor message)
    {
        var version = message.U8();
        if (version is < 1 or > 2) throw message.Bad($"version {version} is not known");
        var rank = message.U8();
        var flags = message.U8();
        var kind = message.U8();
        if (version == 1) message.Skip(4);
        if (rank > message.Source.Limits.MaxRank) throw message.Bad($"{rank} axes are more than the {message.Source.Limits.MaxRank} that the limits allow");
        if (version == 2 && kind == 2) return new(null, []);
        if (version == 2 && (kind > 2 || (kind == 0 && rank > 0))) throw message.Bad($"a space of the kind {kind} is not known");
        var axes = new long[rank];
        for (var i = 0; i < rank; i++) axes[i] = message.Length();
        var limits = (long[])axes.Clone();
        for (var i = 0; i < rank && (flags & 1) != 0; i++) limits[i] = message.Length();
        Int128 count = 1;
        for (var i = 0; i < rank; i++)
        {
            if (axes[i] < 0 || (limits[i] >= 0 && limits[i] < axes[i])) throw message.Bad("the length of an axis is more than it may be");
            count *= axes[i];
            if (count > Int128.MaxValue >> 66) count = Int128.MaxValue >> 66;
        }
        if (axes.Contains(0)) count = 0;
        if (count > Array.MaxLength) throw message.Bad($"[{string.Join(", ", axes)}] are more than {Array.MaxLength:N0} elements");
        return new(axes, limits) { Count = (int)count };
    }
}
