namespace Nabla.Goldens.Ops;

/// <summary>Functions of two tensors that are stretched to one shape, and the operators of C#.</summary>
static class BinaryRows
{
    public static void Add(OpTable table)
    {
        table["add(x1, x2)"] = call => call.Tensor("x1").Add(call.Operand("x2"));
        table["subtract(x1, x2)"] = call => call.Tensor("x1").Subtract(call.Operand("x2"));
        table["multiply(x1, x2)"] = call => call.Tensor("x1").Multiply(call.Operand("x2"));
        table["divide(x1, x2)"] = call => call.Tensor("x1").Divide(call.Operand("x2"));
        table["equal(x1, x2)"] = call => call.Tensor("x1").Equal(call.Operand("x2"));
        table["not_equal(x1, x2)"] = call => call.Tensor("x1").NotEqual(call.Operand("x2"));
        table["power(x1, x2)"] = call => call.Tensor("x1").Power(call.Operand("x2"));
        table["true_divide(x1, x2)"] = call => call.Tensor("x1").Divide(call.Operand("x2"));
        table["maximum(x1, x2)"] = call => call.Tensor("x1").Maximum(call.Operand("x2"));
        table["minimum(x1, x2)"] = call => call.Tensor("x1").Minimum(call.Operand("x2"));
        table["arctan2(x1, x2)"] = call => call.Tensor("x1").ArcTan2(call.Operand("x2"));
        table["hypot(x1, x2)"] = call => call.Tensor("x1").Hypot(call.Operand("x2"));
        table["logaddexp(x1, x2)"] = call => call.Tensor("x1").LogAddExp(call.Operand("x2"));
        table["greater(x1, x2)"] = call => call.Tensor("x1").Greater(call.Operand("x2"));
        table["greater_equal(x1, x2)"] = call => call.Tensor("x1").GreaterEqual(call.Operand("x2"));
        table["less(x1, x2)"] = call => call.Tensor("x1").Less(call.Operand("x2"));
        table["less_equal(x1, x2)"] = call => call.Tensor("x1").LessEqual(call.Operand("x2"));
        table["operator.add(x, y)"] = call => call.Tensor("x") + call.Operand("y");
        table["operator.truediv(x, y)"] = call => call.Tensor("x") / call.Operand("y");
        table["operator.lt(x, y)"] = call => call.Tensor("x") < call.Operand("y");
    }
}
