namespace Nabla.Losses;

/// <summary>Vectors scaled to length 1.</summary>
static class Vectors
{
    /// <summary>x / |x| along an axis; a zero vector stays zero.</summary>
    internal static Tensor Unit(Tensor x, int axis) => x * x.Square().Sum(axis, keepDims: true).Rsqrt().Minimum(1 / Loss.Epsilon);
}
