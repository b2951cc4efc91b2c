using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Training;

/// <summary>TensorFlow 1's decays of a rate by function name and keyword arguments.</summary>
static class Decays
{
    public static Tensor Make(Dictionary<string, object?> call, Tensor step)
    {
        var (function, left) = ((string)call["function"]!, new Dictionary<string, object?>((Dictionary<string, object?>)call["kwargs"]!, StringComparer.Ordinal));
        double Number(string name, double otherwise = double.NaN) => left.Remove(name, out var value) ? Convert.ToDouble(value) : otherwise;
        bool Flag(string name) => left.Remove(name, out var value) && (bool)value!;
        List<double> Numbers(string name) => left.Remove(name, out var value) ? ((List<object?>)value!).ConvertAll(Convert.ToDouble) : [];
        var rate = Number("learning_rate");
        var result = function switch
        {
            "exponential_decay" => Train.ExponentialDecay(rate, step, Number("decay_steps"), Number("decay_rate"), Flag("staircase")),
            "natural_exp_decay" => Train.NaturalExpDecay(rate, step, Number("decay_steps"), Number("decay_rate"), Flag("staircase")),
            "inverse_time_decay" => Train.InverseTimeDecay(rate, step, Number("decay_steps"), Number("decay_rate"), Flag("staircase")),
            "polynomial_decay" => Train.PolynomialDecay(rate, step, Number("decay_steps"), Number("end_learning_rate", 0.0001), Number("power", 1), Flag("cycle")),
            "piecewise_constant" => Train.PiecewiseConstant(step, Numbers("boundaries"), Numbers("values")),
            "cosine_decay" => Train.CosineDecay(rate, step, Number("decay_steps"), Number("alpha", 0)),
            "cosine_decay_restarts" => Train.CosineDecayRestarts(rate, step, Number("first_decay_steps"), Number("t_mul", 2), Number("m_mul", 1), Number("alpha", 0)),
            "linear_cosine_decay" => Train.LinearCosineDecay(rate, step, Number("decay_steps"), Number("num_periods", 0.5), Number("alpha", 0), Number("beta", 0.001)),
            _ => throw new NotSupportedNameException(function),
        };
        return left.Count == 0 ? result : throw new BindingException($"{function}: {string.Join(", ", left.Keys)}");
    }
}

/// <summary>Cases of <c>schedules/tf1</c>: the rate in a session, the global step fed.</summary>
sealed class DecayArea : Area
{
    public override void Run(GoldenCase golden)
    {
        using var graph = new Graph();
        var step = Graph.Placeholder(ElementType.Int64, []);
        var rate = Decays.Make(golden.Fields(), step);
        using var session = new Session();
        graph.Dispose();
        var (steps, values) = ((Tensor)golden.Value("steps")!, (Tensor)golden.Value("values")!);
        for (var i = 0; i < steps.Shape[0]; i++) Comparer.Of(golden).Check($"rate at step {(long)steps[i]}", values[i], session.Run(rate, new() { [step] = steps[i].Cast(ElementType.Int64) }));
    }
}
