namespace Nabla.Kernels;

/// <summary>One number along each of three spatial axes; fewer axes stand at the end, the others are 1 (lengths, steps) or 0 (places).</summary>
internal readonly record struct Space(nint Depth, nint Height, nint Width)
{
    /// <summary>The product of the three.</summary>
    public nint Size => Depth * Height * Width;

    /// <summary>The place of a number in row-major order.</summary>
    public Space At(nint index) => new(index / (Height * Width), index / Width % Height, index % Width);

    /// <summary>One to three numbers, with others in front of them.</summary>
    public static Space Of(ReadOnlySpan<long> numbers, long missing) => new(
        (nint)(numbers.Length > 2 ? numbers[^3] : missing),
        (nint)(numbers.Length > 1 ? numbers[^2] : missing),
        (nint)(numbers.Length > 0 ? numbers[^1] : missing));
}
