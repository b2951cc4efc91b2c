namespace Nabla.Goldens.Ops;

/// <summary>Functions of TensorFlow whose rule of types an operator or a member of Nabla has as well: no promotion, errors for mixed types.</summary>
static class TensorFlowRows
{
    public static void Add(OpTable table)
    {
        table["tf.add(x, y)"] = call => call.Tensor("x") + call.Operand("y");
        table["tf.subtract(x, y)"] = call => call["x"] is Tensor x ? x - call.Operand("y") : call.Operand("x") - call.Tensor("y");
        table["tf.multiply(x, y)"] = call => call["x"] is Tensor x ? x * call.Operand("y") : call.Operand("x") * call.Tensor("y");
        table["tf.math.truediv(x, y)"] = call => call["x"] is Tensor x ? x / call.Operand("y") : call.Operand("x") / call.Tensor("y");
        table["tf.math.divide(x, y)"] = call => call["x"] is Tensor x ? x / call.Operand("y") : call.Operand("x") / call.Tensor("y");
        table["tf.divide(x, y)"] = call => call["x"] is Tensor x ? x / call.Operand("y") : call.Operand("x") / call.Tensor("y");
        table["tf.math.floormod(x, y)"] = call => call["x"] is Tensor x ? x % call.Operand("y") : call.Operand("x") % call.Tensor("y");
        table["tf.math.mod(x, y)"] = call => call["x"] is Tensor x ? x % call.Operand("y") : call.Operand("x") % call.Tensor("y");
        table["tf.math.floordiv(x, y)"] = call => call.Tensor("x").FloorDivide(call.Tensor("y"));
        table["tf.truncatemod(x, y)"] = call => call.Tensor("x").Fmod(call.Tensor("y"));
        table["tf.equal(x, y)"] = call => call.Tensor("x") == call.Tensor("y");
        table["tf.less(x, y)"] = call => call.Tensor("x") < call.Tensor("y");
        table["tf.bitwise.bitwise_and(x, y)"] = call => call.Tensor("x").BitwiseAnd(call.Tensor("y"));
        table["tf.bitwise.left_shift(x, y)"] = call => call.Tensor("x").LeftShift(call.Tensor("y"));
        table["tf.bitwise.right_shift(x, y)"] = call => call.Tensor("x").RightShift(call.Tensor("y"));
        table["tf.negative(x)"] = call => -call.Tensor("x");
        table["tf.reciprocal(x)"] = call => call.Tensor("x").Reciprocal();
        table["tf.sigmoid(x)"] = call => call.Tensor("x").Sigmoid();
        table["tf.erf(x)"] = call => call.Tensor("x").Erf();
        table["tf.relu(x)"] = call => call.Tensor("x").Relu();
    }
}
