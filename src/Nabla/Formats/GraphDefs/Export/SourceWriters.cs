using Nabla.Operations;
using Nabla.Optimizers;

namespace Nabla.Formats.GraphDefs;

/// <summary>Writes sources, variables, random numbers and optimizer steps.</summary>
static class SourceWriters
{
    public static bool Write(NodeWriter w) => w.Op switch
    {
        Placeholder p => w.Give("Placeholder", ("dtype", AttrValues.Of(p.ElementType)), ("shape", AttrValues.Of(p.Shape))),
        DefaultValue d => w.Give("PlaceholderWithDefault", ("dtype", AttrValues.Of(w.Type())), ("shape", AttrValues.Of(d.Shape))),
        Constant c => w.Give("Const", ("dtype", AttrValues.Of(c.Value.ElementType)), ("value", AttrValues.Of(c.Value.Resolve()))),
        ReadVariable read => w.Give("Identity", [w.Graph.NodeOf(read.Target)], ("T", AttrValues.Of(read.Target.ElementType))),
        AssignVariable assign => w.Give("Assign", [w.Graph.NodeOf(assign.Target), w[0]], w.T, ("validate_shape", AttrValues.Of(true)), ("use_locking", AttrValues.Of(true))),
        NoOp => w.Give("NoOp"),
        Assertion a => w.Give("Assert", [w[0], w.Constant("message", Tensor.Constant(a.Message)), .. w.Inputs.Skip(1)], ("T", AttrValues.Of([ElementType.String, .. w.Node.Inputs.Skip(1).Select(x => x.ElementType)]))),
        Identity => w.Give("Identity", w.T),
        StopGradient => w.Give("StopGradient", w.T),
        // The seed is an attribute of the random node itself.
        NextSeed => w.Give("NoOp"),
        RandomDraw { Shape.IsKnown: true } draw when draw.Kind != RandomKind.Bits => Random(w, draw, w.Constant("shape", draw.Shape!.ToArray())),
        RandomDraw { Shape: null } draw when draw.Kind != RandomKind.Bits => Random(w, draw, w.ShapeOf(w[1], w.Type(1))),
        OptimizerStep step => StepWriter.Write(w, step),
        _ => false,
    };

    static bool Random(NodeWriter w, RandomDraw draw, string shape)
    {
        var type = draw.Kind switch { RandomKind.Uniform => "RandomUniform", RandomKind.Normal => "RandomStandardNormal", _ => "TruncatedNormal" };
        var (seed, seed2) = w.Node.Inputs[0] is GraphTensor { Node.Op: NextSeed { State.SelfStarting: { } start } } ? (start.ToArray<uint>()[0], w.Node.Index + 1) : (0u, 0);
        return w.Give(type, [shape], ("dtype", AttrValues.Of(draw.ElementType)), ("T", AttrValues.Of(ElementType.Int32)), ("seed", AttrValues.Of((long)seed)), ("seed2", AttrValues.Of(seed2)));
    }
}
