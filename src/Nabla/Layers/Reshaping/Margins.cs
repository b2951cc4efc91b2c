using System.Collections;
using System.Runtime.CompilerServices;

namespace Nabla.Layers;

/// <summary>How many elements before and after each spatial axis: <c>1</c> on all sides, <c>[(1, 2)]</c>, <c>[(1, 1), (0, 2)]</c>.</summary>
/// <remarks>Immutable; equal when the numbers are.</remarks>
[CollectionBuilder(typeof(Margins), nameof(Create))]
public sealed class Margins : IEquatable<Margins>, IEnumerable<(int Before, int After)>
{
    readonly (int Before, int After)[] pairs;
    readonly bool forAll;

    Margins((int Before, int After)[] pairs, bool forAll = false) => (this.pairs, this.forAll) = (pairs, forAll);

    /// <summary>How many pairs there are.</summary>
    public int Count => pairs.Length;

    /// <summary>One pair.</summary>
    public (int Before, int After) this[int index] => pairs[index];

    /// <summary>As many on every side of every axis.</summary>
    public static implicit operator Margins(int number) => new([(number, number)], forAll: true);

    /// <summary>One pair an axis; what the compiler calls for <c>[(1, 1), (0, 2)]</c>.</summary>
    public static Margins Create(ReadOnlySpan<(int Before, int After)> pairs) => new(pairs.ToArray());

    /// <summary>One pair for each of so many axes.</summary>
    internal static Margins Over(string layer, string what, Margins? given, int axes)
    {
        given ??= 1;
        if (given.Count != axes && !given.forAll)
        {
            throw new ArgumentException($"{layer}: {what} {given}: {axes} {(axes == 1 ? "pair of numbers is" : "pairs of numbers are")} expected, one for each spatial axis, or one number for all sides.", nameof(given));
        }

        return Array.TrueForAll(given.pairs, pair => pair.Before >= 0 && pair.After >= 0)
            ? new([.. Enumerable.Range(0, axes).Select(k => given.pairs[given.forAll ? 0 : k])])
            : throw new ArgumentException($"{layer}: {what} {given}: numbers are 0 or more.", nameof(given));
    }

    /// <inheritdoc/>
    public bool Equals(Margins? other) => other is not null && forAll == other.forAll && pairs.AsSpan().SequenceEqual(other.pairs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Margins);

    /// <inheritdoc/>
    public override int GetHashCode() => pairs.Aggregate(forAll ? 1 : 0, HashCode.Combine);

    /// <summary>The pairs in brackets.</summary>
    public override string ToString() => $"[{string.Join(", ", pairs)}]";

    /// <inheritdoc/>
    public IEnumerator<(int Before, int After)> GetEnumerator() => ((IEnumerable<(int, int)>)pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
