namespace Nabla.Goldens.Ops;

/// <summary>Segments, distances, transforms.</summary>
static class MathRows
{
    public static void Add(OpTable table)
    {
        table["view_as_complex(x)"] = call => call.Tensor("x").ViewAsComplex();
        table["view_as_real(x)"] = call => call.Tensor("x").ViewAsReal();
    }
}
