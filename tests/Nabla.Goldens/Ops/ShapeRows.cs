namespace Nabla.Goldens.Ops;

/// <summary>Shapes: views, joins, splits, diagonals.</summary>
static class ShapeRows
{
    public static void Add(OpTable table)
    {
        table["reshape(x, newshape)"] = call => call.Tensor("x").Reshape(call.Shape("newshape"));
        table["transpose(x, axes=None)"] = call => call.Tensor("x").Transpose(call.Axes("axes"));
        table["ndim(x)"] = call => call.Tensor("x").Rank;
        table["size(x)"] = call => call.Tensor("x").Size;
    }
}
