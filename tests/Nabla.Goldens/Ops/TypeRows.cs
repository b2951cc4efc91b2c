namespace Nabla.Goldens.Ops;

/// <summary>Element types, shapes and what a tensor is.</summary>
static class TypeRows
{
    public static void Add(OpTable table)
    {
        table["cast(x, dtype)"] = call => call.Tensor("x").Cast(call.Type("dtype"));
        table["saturate_cast(x, dtype)"] = call => call.Tensor("x").SaturateCast(call.Type("dtype"));
        table["convert_to_tensor(x, dtype=None)"] = call => call.TypeOrNull("dtype") is { } type ? call.Tensor("x").Cast(type) : call.Tensor("x");
        table["array(x, dtype=None)"] = call => call.TypeOrNull("dtype") is { } type ? call.Tensor("x").Cast(type) : call.Tensor("x");
        table["convert_to_numpy(x)"] = call => call.Tensor("x");
        table["shape(x)"] = call => call.Tensor("x").Shape;
        table["dtype(x)"] = call => call.Tensor("x").ElementType;
        table["is_tensor(x)"] = call => call["x"] is Tensor;
    }
}
