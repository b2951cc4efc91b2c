namespace Nabla.Goldens.Ops;

/// <summary>Segments, distances, transforms.</summary>
static class MathRows
{
    public static void Add(OpTable table)
    {
    }
}
