//! The compiler as the driver uses it.

use super::device::Device;
use crate::handle::Ref;
use crate::{config, version};
use mirrorcl_client::{CacheConfig, Client, Config};
use mirrorcl_protocol::Target;
use mirrorcl_protocol::control::Limits;
use once_cell::race::OnceBox;
use std::time::Duration;

/// The compiler's client. Nothing is started before it is asked something.
pub fn client() -> &'static Client {
    static CLIENT: OnceBox<Client> = OnceBox::new();
    CLIENT.get_or_init(|| {
        let options = config::get();
        let cache = (options.cache_size.0 != 0).then(|| CacheConfig {
            directory: options.cache_dir.clone(),
            capacity: options.cache_size.0,
        });
        Box::new(Client::new(Config {
            compiler: options.compiler.clone(),
            limits: Limits {
                cpu_time: Duration::from_secs(options.compile_timeout.0),
                memory: options.compile_memory.0,
                ..Limits::default()
            },
            cache,
        }))
    })
}

/// What the compiler must know of a device.
#[must_use]
pub fn target(device: &Ref<Device>) -> Target {
    let capabilities = device.capabilities();
    let names = |list: &[version::NameVersion]| {
        let names = list.iter().map(|(name, _)| (*name).to_owned());
        names.collect::<Vec<_>>()
    };
    // Empty: the host's.
    let (cpu, features) = match device.description().isa {
        Some(isa) => (isa.name, isa.features),
        None => ("", ""),
    };
    Target {
        cpu: cpu.to_owned(),
        cpu_features: features.to_owned(),
        extensions: names(version::EXTENSIONS),
        features: names(version::OPENCL_C_FEATURES),
        opencl_c_version: 300,
        opencl_version: 300,
        max_work_group_size: capabilities.max_work_group_size as u64,
        local_mem_size: capabilities.local_memory,
    }
}
