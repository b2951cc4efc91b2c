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
        table["stop_gradient(variable)"] = call => call.Tensor("variable").StopGradient();
        table["custom_gradient(f, x)"] = call => call.Function("f").Name == "square_with_gradient_ten"
            ? Tensor.CustomGradient(x => (x[0].Square(), dy => [dy * 10]), [call.Tensor("x")])
            : throw new Cases.BindingException($"custom_gradient: the function {call.Function("f").Name}");
        table["is_tensor(x)"] = call => call["x"] is Tensor;
    }
}
