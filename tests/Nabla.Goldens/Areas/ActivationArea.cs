using Nabla.Activations;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Areas;

/// <summary>Cases of <c>activations/</c>: a name with options, its output, and the gradient of Σ output·r (r is 1 where it is absent).</summary>
sealed class ActivationArea : Area
{
    /// <summary>Activations with options; those without go by their name.</summary>
    static readonly Dictionary<string, Func<Tensor, Options, Tensor>> functions = new(StringComparer.Ordinal)
    {
        ["relu"] = (x, o) => x.Relu(o.Number("negative_slope", 0), o.NumberOrNull("max_value"), o.Number("threshold", 0)),
        ["leaky_relu"] = (x, o) => x.LeakyRelu(o.Number("negative_slope", 0.2)),
        ["elu"] = (x, o) => x.Elu(o.Number("alpha", 1)),
        ["celu"] = (x, o) => x.Celu(o.Number("alpha", 1)),
        ["gelu"] = (x, o) => x.Gelu(o.Flag("approximate")),
        ["squareplus"] = (x, o) => x.Squareplus(o.Number("b", 4)),
        ["hard_shrink"] = (x, o) => x.HardShrink(o.Number("threshold", 0.5)),
        ["soft_shrink"] = (x, o) => x.SoftShrink(o.Number("threshold", 0.5)),
        ["threshold"] = (x, o) => x.Threshold(o.Number("threshold", double.NaN), o.Number("default_value", double.NaN)),
        ["glu"] = (x, o) => x.Glu((int)o.Number("axis", -1)),
        ["softmax"] = (x, o) => x.Softmax((int)o.Number("axis", -1)),
        ["log_softmax"] = (x, o) => x.LogSoftmax((int)o.Number("axis", -1)),
        ["sparsemax"] = (x, o) => x.Sparsemax((int)o.Number("axis", -1)),
    };

    public override void Run(GoldenCase golden)
    {
        if (golden.Text("get") is { } wrong)
        {
            Activation.FromName(wrong);
            return;
        }

        var name = golden.Text("activation")!;
        var options = new Options(golden.Map("kwargs"));
        if (golden.MustFail)
        {
            Apply(name, Tensor.Zeros(Shape.Of([.. golden.List("input_shape").Select(length => (long)length!)])), options);
            return;
        }

        var x = (Tensor)golden.Value("input")!;
        using var tape = new GradientTape();
        tape.Watch(x);
        var y = Apply(name, x, options);
        var comparer = Comparer.Of(golden);
        comparer.Check("output", golden.Value("output"), y);
        if (golden.Has("input_gradient"))
        {
            var weights = (golden.Value("output_gradient") as Tensor)?.Cast(y.ElementType);
            comparer.Check("gradient", golden.Value("input_gradient"), tape.Gradient(y, x, weights));
        }
    }

    static Tensor Apply(string name, Tensor x, Options options)
    {
        var y = functions.TryGetValue(name, out var function) ? function(x, options) : Activation.FromName(name).Call(x);
        return options.Unread is { } ignored ? throw new BindingException($"the row does not pass on {ignored}") : y;
    }

    /// <summary>Options of an activation; it knows which were read.</summary>
    sealed class Options(Dictionary<string, object?> given)
    {
        readonly HashSet<string> read = new(StringComparer.Ordinal);

        public string? Unread => given.Keys.FirstOrDefault(name => !read.Contains(name));

        public double Number(string name, double otherwise) => NumberOrNull(name) ?? otherwise;

        public double? NumberOrNull(string name)
        {
            read.Add(name);
            return given.GetValueOrDefault(name) is { } value ? Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) : null;
        }

        public bool Flag(string name)
        {
            read.Add(name);
            return given.GetValueOrDefault(name) is true;
        }
    }
}
