using Google.Protobuf;
using Nabla.Formats.GraphDefs;
using Nabla.Formats.Protobuf;

namespace Nabla.Tests.Formats.GraphDefs;

/// <summary>Small graphs as TensorFlow writes them.</summary>
static class SampleGraphs
{
    public static NodeDef Node(string name, string op, IEnumerable<string> inputs, params ReadOnlySpan<(string Name, AttrValue Value)> attributes)
    {
        var node = new NodeDef { Name = name, Op = op, Input = { inputs } };
        foreach (var (attribute, value) in attributes) node.Attr.Add(attribute, value);
        return node;
    }

    public static NodeDef Constant(string name, Tensor value) => Node(name, "Const", [], ("dtype", AttrValues.Of(value.ElementType)), ("value", AttrValues.Of(value)));

    public static NodeDef Placeholder(string name, ElementType type, Shape shape) => Node(name, "Placeholder", [], ("dtype", AttrValues.Of(type)), ("shape", AttrValues.Of(shape)));

    public static (string, AttrValue) T(ElementType type = ElementType.Float32) => ("T", AttrValues.Of(type));

    /// <summary>y = x · w + 1, in another order than it runs.</summary>
    public static GraphDef Line() => new()
    {
        Versions = new VersionDef { Producer = 1882 },
        Node =
        {
            Node("y", "AddV2", ["scaled", "one"], T()),
            Node("scaled", "Mul", ["x", "w"], T()),
            Placeholder("x", ElementType.Float32, [null]),
            Constant("w", Tensor.Constant(2f)),
            Constant("one", Tensor.Constant(1f)),
        },
    };

    /// <summary>i = 0; while i &lt; n: i += 1, v *= 2.</summary>
    public static GraphDef Loop()
    {
        (string, AttrValue)[] enter(ElementType type, bool isConstant) => [T(type), ("frame_name", AttrValues.Of("while")), ("is_constant", AttrValues.Of(isConstant)), ("parallel_iterations", AttrValues.Of(10L))];
        return new()
        {
            Versions = new VersionDef { Producer = 1882 },
            Node =
            {
                Placeholder("n", ElementType.Int32, []),
                Placeholder("v", ElementType.Float32, []),
                Constant("zero", Tensor.Constant(0)),
                Node("i_enter", "Enter", ["zero"], enter(ElementType.Int32, false)),
                Node("v_enter", "Enter", ["v"], enter(ElementType.Float32, false)),
                Node("n_enter", "Enter", ["n"], enter(ElementType.Int32, true)),
                Node("i_merge", "Merge", ["i_enter", "i_next"], T(ElementType.Int32), ("N", AttrValues.Of(2L))),
                Node("v_merge", "Merge", ["v_enter", "v_next"], T(), ("N", AttrValues.Of(2L))),
                Node("less", "Less", ["i_merge", "n_enter"], T(ElementType.Int32)),
                Node("cond", "LoopCond", ["less"]),
                Node("i_switch", "Switch", ["i_merge", "cond"], T(ElementType.Int32)),
                Node("v_switch", "Switch", ["v_merge", "cond"], T()),
                Node("step", "Const", ["^i_switch"], ("dtype", AttrValues.Of(ElementType.Int32)), ("value", AttrValues.Of(Tensor.Constant(1)))),
                Node("i_add", "AddV2", ["i_switch:1", "step"], T(ElementType.Int32)),
                Node("v_double", "AddV2", ["v_switch:1", "v_switch:1"], T()),
                Node("i_next", "NextIteration", ["i_add"], T(ElementType.Int32)),
                Node("v_next", "NextIteration", ["v_double"], T()),
                Node("i_exit", "Exit", ["i_switch"], T(ElementType.Int32)),
                Node("v_exit", "Exit", ["v_switch"], T()),
            },
        };
    }

    /// <summary>A branch of TensorFlow 2 that calls one of two functions, with a variable.</summary>
    public static GraphDef Functions()
    {
        FunctionDef function(string name, string op) => new()
        {
            Signature = new OpDef { Name = name, InputArg = { new OpDef.Types.ArgDef { Name = "a", Type = DataType.DtFloat } }, OutputArg = { new OpDef.Types.ArgDef { Name = "b", Type = DataType.DtFloat } } },
            NodeDef = { Node("r", op, ["a"], T()) },
            Ret = { ["b"] = "r:y:0" },
        };
        AttrValue call(string name) => new() { Func = new NameAttrList { Name = name } };
        var types = AttrValues.Of((IEnumerable<ElementType>)[ElementType.Float32]);
        return new()
        {
            Versions = new VersionDef { Producer = 1882 },
            Library = new FunctionDefLibrary { Function = { function("square", "Square"), function("negative", "Neg") } },
            Node =
            {
                Placeholder("p", ElementType.Bool, []),
                Placeholder("x", ElementType.Float32, [null]),
                Node("v", "VarHandleOp", [], ("dtype", AttrValues.Of(ElementType.Float32)), ("shape", AttrValues.Of(Shape.Of([2L]))), ("shared_name", AttrValues.Of("v")), ("container", AttrValues.Of(""))),
                Node("set", "AssignVariableOp", ["v", "x"], ("dtype", AttrValues.Of(ElementType.Float32))),
                Node("read", "ReadVariableOp", ["v"], ("dtype", AttrValues.Of(ElementType.Float32))),
                Node("y", "StatelessIf", ["p", "read"], ("Tcond", AttrValues.Of(ElementType.Bool)), ("Tin", types), ("Tout", types), ("then_branch", call("square")), ("else_branch", call("negative"))),
            },
        };
    }

    public static Graph Read(GraphDef definition) => Graph.ReadFrom(definition.ToByteArray());
}
