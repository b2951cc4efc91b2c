using System.Collections;
using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>One whole number for each spatial axis, or one for all of them: <c>2</c>, <c>[2, 3]</c>. Sizes, strides and dilations of windows.</summary>
/// <remarks>Immutable; equal when the numbers are.</remarks>
[CollectionBuilder(typeof(Extent), nameof(Create))]
public sealed class Extent : IEquatable<Extent>, IEnumerable<int>
{
    readonly int[] numbers;

    Extent(int[] numbers) => this.numbers = numbers;

    /// <summary>How many numbers there are.</summary>
    public int Count => numbers.Length;

    /// <summary>One number.</summary>
    public int this[int index] => numbers[index];

    /// <summary>The same number along every axis.</summary>
    public static implicit operator Extent(int number) => new([number]);

    /// <summary>These numbers; what the compiler calls for <c>[2, 3]</c>.</summary>
    public static Extent Create(ReadOnlySpan<int> numbers) => new(numbers.ToArray());

    /// <summary>One number for each of so many axes.</summary>
    /// <exception cref="ShapeException">There are neither as many nor one, or one is too small.</exception>
    internal static Extent Over(string op, string what, Extent? given, int axes, int least = 1, int missing = 1)
    {
        given ??= missing;
        if (given.Count != axes && given.Count != 1)
        {
            throw new ShapeException($"{op}: {what} {given} for {axes} spatial axes: one number is expected for each, or one for all.");
        }

        var result = new int[axes];
        for (int k = 0; k < axes; k++)
        {
            result[k] = given[given.Count == 1 ? 0 : k];
            if (result[k] < least)
            {
                throw new ShapeException($"{op}: {what} {given}: {least} or more is expected along every axis.");
            }
        }

        return new(result);
    }

    /// <summary>The numbers as lengths of kernels.</summary>
    internal long[] ToLongs() => Array.ConvertAll(numbers, number => (long)number);

    /// <inheritdoc/>
    public bool Equals(Extent? other) => other is not null && numbers.AsSpan().SequenceEqual(other.numbers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Extent);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int number in numbers)
        {
            hash.Add(number);
        }

        return hash.ToHashCode();
    }

    /// <summary>The numbers in brackets: <c>[2, 3]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", numbers)}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)numbers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
