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
        table["divide_no_nan(x1, x2)"] = call => call.Tensor("x1").DivideNoNan(call.Operand("x2"));
        table["maximum(x1, x2)"] = call => call.Tensor("x1").Maximum(call.Operand("x2"));
        table["minimum(x1, x2)"] = call => call.Tensor("x1").Minimum(call.Operand("x2"));
        table["fmax(x1, x2)"] = call => call.Tensor("x1").Fmax(call.Operand("x2"));
        table["fmin(x1, x2)"] = call => call.Tensor("x1").Fmin(call.Operand("x2"));
        table["arctan2(x1, x2)"] = call => call.Tensor("x1").ArcTan2(call.Operand("x2"));
        table["hypot(x1, x2)"] = call => call.Tensor("x1").Hypot(call.Operand("x2"));
        table["logaddexp(x1, x2)"] = call => call.Tensor("x1").LogAddExp(call.Operand("x2"));
        table["logaddexp2(x1, x2)"] = call => call.Tensor("x1").LogAddExp2(call.Operand("x2"));
        table["floor_divide(x1, x2)"] = call => call.Tensor("x1").FloorDivide(call.Operand("x2"));
        table["mod(x1, x2)"] = call => call.Tensor("x1").Mod(call.Operand("x2"));
        table["fmod(x1, x2)"] = call => call.Tensor("x1").Fmod(call.Operand("x2"));
        table["heaviside(x1, x2)"] = call => call.Tensor("x1").Heaviside(call.Operand("x2"));
        table["nextafter(x1, x2)"] = call => call.Tensor("x1").NextAfter(call.Operand("x2"));
        table["greater(x1, x2)"] = call => call.Tensor("x1").Greater(call.Operand("x2"));
        table["greater_equal(x1, x2)"] = call => call.Tensor("x1").GreaterEqual(call.Operand("x2"));
        table["less(x1, x2)"] = call => call.Tensor("x1").Less(call.Operand("x2"));
        table["less_equal(x1, x2)"] = call => call.Tensor("x1").LessEqual(call.Operand("x2"));
        table["logical_and(x1, x2)"] = call => call.Tensor("x1").LogicalAnd(call.Operand("x2"));
        table["logical_or(x1, x2)"] = call => call.Tensor("x1").LogicalOr(call.Operand("x2"));
        table["logical_xor(x1, x2)"] = call => call.Tensor("x1").LogicalXor(call.Operand("x2"));
        table["bitwise_and(x1, x2)"] = call => call.Tensor("x1").BitwiseAnd(call.Operand("x2"));
        table["bitwise_or(x1, x2)"] = call => call.Tensor("x1").BitwiseOr(call.Operand("x2"));
        table["bitwise_xor(x1, x2)"] = call => call.Tensor("x1").BitwiseXor(call.Operand("x2"));
        table["left_shift(x1, x2)"] = call => call.Tensor("x1").LeftShift(call.Operand("x2"));
        table["right_shift(x1, x2)"] = call => call.Tensor("x1").RightShift(call.Operand("x2"));
        table["bitwise_left_shift(x1, x2)"] = call => call.Tensor("x1").LeftShift(call.Operand("x2"));
        table["bitwise_right_shift(x1, x2)"] = call => call.Tensor("x1").RightShift(call.Operand("x2"));
        table["gcd(x1, x2)"] = call => call.Tensor("x1").Gcd(call.Operand("x2"));
        table["lcm(x1, x2)"] = call => call.Tensor("x1").Lcm(call.Operand("x2"));
        table["operator.add(x, y)"] = call => call.Tensor("x") + call.Operand("y");
        table["operator.truediv(x, y)"] = call => call.Tensor("x") / call.Operand("y");
        table["operator.mod(x, y)"] = call => call.Tensor("x") % call.Operand("y");
        table["operator.lt(x, y)"] = call => call.Tensor("x") < call.Operand("y");
        table["isclose(x1, x2, rtol=1e-05, atol=1e-08, equal_nan=False)"] = call => call.Tensor("x1").IsClose(call.Operand("x2"), call.Double("rtol"), call.Double("atol"), call.Flag("equal_nan"));
        table["allclose(x1, x2, rtol=1e-05, atol=1e-08, equal_nan=False)"] = call => call.Tensor("x1").AllClose(call.Operand("x2"), call.Double("rtol"), call.Double("atol"), call.Flag("equal_nan"));
        table["ldexp(x1, x2)"] = call => call.Tensor("x1").Ldexp(call.Tensor("x2"));
        table["polar(abs_, angle)"] = call => Tensor.Polar(call.Tensor("abs_"), call.Tensor("angle"));
    }
}
