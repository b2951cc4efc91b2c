using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Training;

/// <summary>TensorFlow 1's optimizers by class name and keyword arguments.</summary>
static class GraphOptimizers
{
    public static Train.Optimizer Make(string className, Dictionary<string, object?> config, Variable? globalStep, Tensor? rate)
    {
        var left = new Dictionary<string, object?>(config, StringComparer.Ordinal);
        double Number(string name, double otherwise = 0) => left.Remove(name, out var value) ? Convert.ToDouble(value) : otherwise;
        bool Flag(string name) => left.Remove(name, out var value) && (bool)value!;
        double l1 = Number("l1_regularization_strength"), l2 = Number("l2_regularization_strength");
        Train.Hyperparameter Rate(double otherwise = 0) => rate is not null ? rate : Number("learning_rate", otherwise);
        Train.Optimizer optimizer = className switch
        {
            "GradientDescentOptimizer" => new Train.GradientDescentOptimizer(Rate()),
            "MomentumOptimizer" => new Train.MomentumOptimizer(Rate(), Number("momentum"), useNesterov: Flag("use_nesterov")),
            "AdagradOptimizer" => new Train.AdagradOptimizer(Rate(), Number("initial_accumulator_value", 0.1)),
            "AdagradDAOptimizer" => new Train.AdagradDAOptimizer(Rate(), globalStep!, Number("initial_gradient_squared_accumulator_value", 0.1), l1, l2),
            "AdadeltaOptimizer" => new Train.AdadeltaOptimizer(Rate(0.001), Number("rho", 0.95), Number("epsilon", 1e-8)),
            "RMSPropOptimizer" => new Train.RMSPropOptimizer(Rate(), Number("decay", 0.9), Number("momentum"), Number("epsilon", 1e-10), Flag("centered")),
            "AdamOptimizer" => new Train.AdamOptimizer(Rate(0.001), Number("beta1", 0.9), Number("beta2", 0.999), Number("epsilon", 1e-8)),
            "FtrlOptimizer" => new Train.FtrlOptimizer(
                Rate(), Number("learning_rate_power", -0.5), Number("initial_accumulator_value", 0.1), l1, l2, l2ShrinkageRegularizationStrength: Number("l2_shrinkage_regularization_strength"), beta: Number("beta")),
            "ProximalGradientDescentOptimizer" => new Train.ProximalGradientDescentOptimizer(Rate(), l1, l2),
            "ProximalAdagradOptimizer" => new Train.ProximalAdagradOptimizer(Rate(), Number("initial_accumulator_value", 0.1), l1, l2),
            _ => throw new NotSupportedNameException(className),
        };
        return left.Count == 0 ? optimizer : throw new BindingException($"{className}: {string.Join(", ", left.Keys)}");
    }
}
